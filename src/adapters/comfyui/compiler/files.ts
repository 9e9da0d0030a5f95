import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { comfyHttp } from '../comfy-http.ts'
import { isRecord } from '../lenient-json.ts'
import { readNodeDefinitions, type NodeDefinitions } from './node-definitions.ts'

/** A file or a server that gives nothing to work with; the message says which and why. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

export function readJsonFile(file: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return value
  } catch (error) {
    if (error instanceof SyntaxError) throw new Unreadable(`${file} is no JSON`)
    if (isRecord(error) && typeof error['code'] === 'string') throw new Unreadable(`${file} cannot be read (${error['code']})`)
    throw error
  }
}

/**
 * The node classes of a target: a file with an answer of `/object_info`, the address of a server, or a version of ComfyUI that was recorded;
 * without any, the newest recorded one. Throws `Unreadable` for what gives no classes.
 */
export async function readTarget(target: string | null, recordingsDir: string): Promise<NodeDefinitions> {
  const definitions = readNodeDefinitions(await objectInfo(target ?? newestRecorded, recordingsDir))
  if (definitions.classes.size === 0) throw new Unreadable('the object_info of the target holds no node classes')
  return definitions
}

/** The version of ComfyUI that the target is; null where it does not tell: a file, or a server that shows its node classes alone. */
export async function versionOfTarget(target: string | null): Promise<string | null> {
  const named = target ?? newestRecorded
  if (isVersion(named)) return named
  if (!isAddress(named)) return null
  const stats = await askServer(named, '/system_stats').catch((error: unknown) => {
    if (error instanceof Unreadable) return null
    throw error
  })
  const system = isRecord(stats) && isRecord(stats['system']) ? stats['system'] : {}
  return typeof system['comfyui_version'] === 'string' ? system['comfyui_version'] : null
}

const newestRecorded = '0.33.0'

/** A server with many node packs takes its time over this answer. */
const timeouts = { answerMs: 60_000, transferMs: 60_000 }

const isVersion = (target: string): boolean => /^\d+\.\d+\.\d+$/.test(target)
const isAddress = (target: string): boolean => /^https?:\/\//.test(target)

async function objectInfo(target: string, recordingsDir: string): Promise<unknown> {
  if (isVersion(target)) return readJsonFile(join(recordingsDir, target, 'object_info.json'))
  return isAddress(target) ? askServer(target, '/object_info') : readJsonFile(target)
}

async function askServer(address: string, path: string): Promise<unknown> {
  const url = address.replace(/(\/api)?\/object_info\/?$/, '')
  try {
    return await comfyHttp({ backendId: 'the target', url }, timeouts).getJson(path)
  } catch (error) {
    throw new Unreadable(error instanceof Error ? error.message : String(error))
  }
}
