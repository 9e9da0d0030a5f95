import { randomBytes } from 'node:crypto'
import type { SubjectKeys } from '../../application/ports/subject-keys.ts'

export function memorySubjectKeys(): SubjectKeys {
  const keys = new Map<string, Uint8Array | null>()
  return {
    async keyFor(subject) {
      const known = keys.get(subject)
      if (known !== undefined) return known
      const made = new Uint8Array(randomBytes(32))
      keys.set(subject, made)
      return made
    },
    async keysOf(subjects) {
      return new Map(subjects.flatMap((subject) => (keys.get(subject) ? [[subject, keys.get(subject) as Uint8Array] as const] : [])))
    },
    async destroy(subject) {
      keys.set(subject, null)
    },
  }
}
