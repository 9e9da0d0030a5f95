import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100

/**
 * Seconds of processor time that the PostgreSQL server behind `knex` has taken so far, all of its processes together; null where they cannot be
 * seen, as on another machine. Two answers apart tell what an act cost, also while others use the machine.
 */
export async function serverSeconds(knex) {
  const { rows } = await knex.raw('select pg_backend_pid() as pid')
  const parent = timesOf(rows[0].pid)?.parent
  const server = parent === undefined ? null : timesOf(parent)
  if (server === null) return null
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const children = processes.map(timesOf).filter((times) => times?.parent === parent)
  return (server.own + server.ended + children.reduce((sum, { own }) => sum + own, 0)) / ticksPerSecond
}

/** The name of a process may hold blanks and brackets; what follows its last bracket does not. Null for one that is not there any more. */
function timesOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [parent, user, system, endedUser, endedSystem] = [1, 11, 12, 13, 14].map((at) => Number(fields[at]))
    return { parent, own: user + system, ended: endedUser + endedSystem }
  } catch {
    return null
  }
}
