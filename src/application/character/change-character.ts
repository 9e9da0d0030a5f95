import { rejected } from '../../domain/decider.ts'
import { ownCharacter } from '../authority.ts'
import { faulty } from '../field-faults.ts'
import type { Ports } from '../ports/ports.ts'
import type { UseCases } from '../use-cases.ts'
import { characterFaults } from './character-rules.ts'
import { tellCharacter } from './tell-character.ts'

export const changeCharacter =
  (ports: Ports): UseCases['changeCharacter'] =>
  async ({ characterId, changes, archived }, context) => {
    const fault = faulty(characterFaults(changes))
    if (fault !== null) return fault
    const ownerId = context.caller.user.id
    const found = await ownCharacter(ports.eventStore, characterId, ownerId)
    if (!found.ok) return found
    const { handle } = changes
    if (handle !== undefined && (await ports.handleDirectory.handleTaken(ownerId, handle, characterId))) {
      return rejected({ type: 'name-taken', field: 'handle' })
    }
    const data = archived === undefined ? { changes } : { changes, archived }
    return tellCharacter(ports, characterId, { type: 'ChangeCharacter', data }, context)
  }
