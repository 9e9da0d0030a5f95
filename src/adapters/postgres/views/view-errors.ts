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
    if (!(error instanceof Error)) throw error
    const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
    if (passing.test(code) || unreachable.test(code) || unreachable.test(error.name) || unreachable.test(error.message)) {
      throw new ViewsUnavailable(`the database cannot be used now (${code || error.name})`)
    }
    if (/^[0-9A-Z]{5}$/.test(code)) throw new Error(`the database refused with SQLSTATE ${code}${placeOf(error)}`)
    throw error
  }
}

/** Table, column and constraint are names of ours. */
function placeOf(error: Error): string {
  const names = ['table', 'column', 'constraint'] as const
  const told = names.flatMap((name) => {
    const value = (error as { readonly [key in typeof name]?: unknown })[name]
    return typeof value === 'string' ? [`${name} ${value}`] : []
  })
  return told.length === 0 ? '' : ` at ${told.join(', ')}`
}
