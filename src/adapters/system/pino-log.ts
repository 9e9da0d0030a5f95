import { pino, type DestinationStream } from 'pino'
import type { Log, LogFields } from '../../application/ports/log.ts'

/** A table and not a list, so that the compiler keeps it complete: a field that is missing here or unknown to the port does not compile. */
const allowed: Readonly<Record<keyof LogFields, 'string' | 'number'>> = {
  requestId: 'string',
  method: 'string',
  route: 'string',
  status: 'number',
  durationMs: 'number',
  userId: 'string',
  jobId: 'string',
  assetId: 'string',
  characterId: 'string',
  taskId: 'string',
  subscription: 'string',
  position: 'string',
  events: 'number',
  attempt: 'number',
  backendId: 'string',
  workflowId: 'string',
  code: 'string',
  outcome: 'string',
  error: 'string',
  stack: 'string',
}

/** A line per entry, as JSON, on standard output unless a destination is given. Times are ISO 8601, levels are words. */
export function pinoLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent', destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  const writer = destination === undefined ? pino(options) : pino(options, destination)
  return {
    debug: (message, fields) => writer.debug(onlyAllowed(fields), message),
    info: (message, fields) => writer.info(onlyAllowed(fields), message),
    warn: (message, fields) => writer.warn(onlyAllowed(fields), message),
    error: (message, fields) => writer.error(onlyAllowed(fields), message),
  }
}

/** The types say what may be logged; objects grow other fields at run time, and a prompt that slipped in must not be written. */
function onlyAllowed(fields: LogFields = {}): LogFields {
  const entries = Object.entries(allowed).map(([field, type]) => [field, type, fields[field as keyof LogFields]] as const)
  return Object.fromEntries(entries.filter(([, type, value]) => typeof value === type).map(([field, , value]) => [field, value]))
}
