import { rejected } from '../../domain/decider.ts'
import { ownCharacter } from '../authority.ts'
import { faulty } from '../field-faults.ts'
import type { Ports } from '../ports/ports.ts'
import type { UseCases } from '../use-cases.ts'
import { characterFaults, refusedTexts } from './character-rules.ts'
import { tellCharacter } from './tell-character.ts'

export const changeCharacter =
  (ports: Ports): UseCases['changeCharacter'] =>
  async ({ characterId, changes }, context) => {
    const fault = faulty(characterFaults(changes))
    if (fault !== null) return fault
    const ownerId = context.caller.user.id
    const found = await ownCharacter(ports.eventStore, characterId, ownerId)
    if (!found.ok) return found
    // The whole profile is reviewed, because a change can turn an old text into a refused one: switching nsfw on, for instance.
    const refusal = refusedTexts({ ...found.value.profile, ...changes })
    if (refusal !== null) return rejected(refusal)
    const { handle } = changes
    if (handle !== undefined && (await ports.handleDirectory.handleTaken(ownerId, handle, characterId))) {
      return rejected({ type: 'name-taken', field: 'handle' })
    }
    return tellCharacter(ports, characterId, { type: 'ChangeCharacter', data: { changes } }, context)
  }
