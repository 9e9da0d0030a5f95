import { ownCharacter } from '../authority.ts'
import type { Ports } from '../ports/ports.ts'
import type { UseCases } from '../use-cases.ts'
import { tellCharacter } from './tell-character.ts'

/** Archives a character or brings it back. Its pictures stay either way. */
export const archiveCharacter =
  (ports: Ports): UseCases['archiveCharacter'] =>
  async ({ characterId, archived }, context) => {
    const found = await ownCharacter(ports.eventStore, characterId, context.caller.user.id)
    return found.ok ? tellCharacter(ports, characterId, { type: 'ArchiveCharacter', data: { archived } }, context) : found
  }
