import { rejected } from '../../domain/decider.ts'
import { ownCharacter } from '../authority.ts'
import { readBlob } from '../image-asset/read-image-file.ts'
import type { Ports } from '../ports/ports.ts'
import type { UseCases } from '../use-cases.ts'

export const readReference =
  (ports: Ports): UseCases['readReference'] =>
  async ({ characterId }, caller) => {
    const found = await ownCharacter(ports.eventStore, characterId, caller.user.id)
    if (!found.ok) return found
    const { reference } = found.value
    return reference === null ? rejected({ type: 'not-found' }) : readBlob(ports, 'image', reference.sha256, 'image/png')
  }
