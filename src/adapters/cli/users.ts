import { createInterface } from 'node:readline/promises'
import type { UseCases } from '../../application/use-cases.ts'

type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean }

/** One line an account: name, role, since when. */
export async function listUsers(useCases: UseCases): Promise<string> {
  const answer = await useCases.users('operator')
  if (!answer.ok) throw new Error(`the accounts could not be read: ${answer.rejection.type}`)
  return (
    answer.value.map(({ username, role, createdAt }) => `${username.padEnd(32)} ${role.padEnd(7)} ${createdAt}`).join('\n') ||
    'no accounts yet'
  )
}

export async function addUser(useCases: UseCases, username: string, role: 'member' | 'admin', input: Input): Promise<string> {
  const answer = await useCases.addUser({ username, role, password: await passwordFrom(input) }, 'operator')
  if (!answer.ok) throw new Error(reasonOf(answer.rejection, username))
  return `made ${answer.value.role} ${answer.value.username}`
}

export async function resetPassword(useCases: UseCases, username: string, input: Input): Promise<string> {
  const users = await useCases.users('operator')
  const found = users.ok ? users.value.find((user) => user.username.toLowerCase() === username.toLowerCase()) : undefined
  if (found === undefined) throw new Error(`there is no account named ${username}`)
  const answer = await useCases.resetPassword({ userId: found.id, password: await passwordFrom(input) }, 'operator')
  if (!answer.ok) throw new Error(reasonOf(answer.rejection, username))
  return `new password for ${found.username}; all its sessions have ended`
}

/** The first line of standard input: never an argument, which other people on the machine could see. */
async function passwordFrom(input: Input): Promise<string> {
  if (input.isTTY === true) process.stderr.write('New password (10 to 128 characters): ')
  const lines = createInterface({ input })
  for await (const line of lines) {
    lines.close()
    return line
  }
  throw new Error('expected a password on standard input, got nothing')
}

function reasonOf(
  rejection: { readonly type: string; readonly faults?: readonly { readonly field: string; readonly expected: string }[] },
  username: string,
): string {
  if (rejection.type === 'name-taken') return `the name ${username} is taken`
  const faults = rejection.faults?.map(({ field, expected }) => `${field}: ${expected}`).join('; ')
  return faults ?? rejection.type
}
