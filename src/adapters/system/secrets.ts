import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { lanes } from '../../application/ports/lanes.ts'
import { PasswordQueueFull, type SecretSource } from '../../application/ports/secret-source.ts'

/** OWASP's lowest advised cost of argon2id: memory in KiB. Each hash holds that much, which is why few may run at once. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const mostAtOnce = 2
/** About half a second's work. Who comes later comes back later, so that a flood of guesses does not make everybody wait. */
const mostWaiting = 20

/** A well-formed hash (salt and digest all zero bits) that no password is known to match: work to do for a person who does not exist. */
const decoy = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`

/** Passwords through argon2id, secrets of sessions and tokens through SHA-256: those have 256 random bits and need no slow hash. */
export function secrets(): SecretSource {
  const inTurn = turnstile(mostAtOnce, mostWaiting)
  return {
    mint: (prefix) => `${prefix}_${randomBytes(32).toString('base64url')}`,
    digest: (secret) => createHash('sha256').update(secret).digest('hex'),
    hashPassword: (password) => inTurn(() => hash(password, cost)),
    verifyPassword: async (password, stored) => {
      const matches = await inTurn(() => verify(stored ?? decoy, password))
      return matches && stored !== null
    },
  }
}

/** Lets `most` runs in at a time; `mostInLine` others wait in order of arrival, and more are sent away with `PasswordQueueFull`. */
export function turnstile(most: number, mostInLine: number): <Value>(run: () => Promise<Value>) => Promise<Value> {
  const { take, inLine } = lanes(most)
  return async (run) => {
    if (inLine() >= mostInLine) throw new PasswordQueueFull(`${mostInLine} wait already`)
    return take(run)
  }
}
