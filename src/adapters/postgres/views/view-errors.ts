import { ViewsUnavailable } from '../../../projections/projection.ts'

/** SQLSTATE classes and codes that say nothing against the page: connection, resources, shutdown, time-outs, lost races. */
const passing = /^(08|53|57|58|40|55P03|25P03)/

/** Node's and knex's words for a server that is not there. */
const unreachable =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|KnexTimeoutError)$|Connection terminated|timeout expired|Unable to acquire a connection|aborted/

/**
 * Runs a database act and tells its errors apart: an outage becomes `ViewsUnavailable`. What the database itself refused keeps only its
 * code, because its message may quote what a person typed. An error that did not come from the database passes as it is.
 */
export async function translated<Value>(act: () => Promise<Value>): Promise<Value> {
  try {
    return await act()
  } catch (error) {
    const reason = outageOf(error)
    if (reason !== null) throw new ViewsUnavailable(reason)
    const { code, place } = toldBy(error)
    if (/^[0-9A-Z]{5}$/.test(code)) throw new Error(`the database refused with SQLSTATE ${code}${place}`)
    throw error
  }
}

/** Why the database cannot be used now; `null` for an error that is no outage. */
export function outageOf(error: unknown): string | null {
  const { code, name, message } = toldBy(error)
  const isOutage = passing.test(code) || [code, name, message].some((word) => unreachable.test(word))
  return isOutage ? `the database cannot be used now (${code || name})` : null
}

/** What an error says of itself. Asked by its fields, because errors of the platform are not always instances of our own `Error`. */
function toldBy(error: unknown) {
  const fields = new Map(
    typeof error === 'object' && error !== null
      ? ['code', 'name', 'message', ...placeNames].map((field) => [field, Reflect.get(error, field)])
      : [],
  )
  const word = (field: string): string => (typeof fields.get(field) === 'string' ? String(fields.get(field)) : '')
  const place = placeNames.flatMap((field) => (word(field) === '' ? [] : [`${field} ${word(field)}`])).join(', ')
  return { code: word('code'), name: word('name'), message: word('message'), place: place === '' ? '' : ` at ${place}` }
}

/** These are names of ours; the other fields of a database error may quote a row. */
const placeNames = ['table', 'column', 'constraint'] as const
