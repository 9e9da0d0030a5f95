import { character } from '../../domain/character/character.ts'
import type { CharacterEvent } from '../../domain/character/character-events.ts'
import { ok, rejected, type Result } from '../../domain/decider.ts'
import { characterStream, type CharacterId } from '../../domain/ids.ts'
import { causeOf, isReplay, newId, startCommandId } from '../cause.ts'
import { faulty } from '../field-faults.ts'
import { handleCommand } from '../handle-command.ts'
import { isoOf } from '../ports/clock.ts'
import type { Refusal } from '../refusals.ts'
import type { Ports } from '../ports/ports.ts'
import type { Accepted, Context, UseCases } from '../use-cases.ts'
import { characterFaults, refusalOfCharacter } from './character-rules.ts'

type Created = Accepted & { readonly characterId: CharacterId }

export const createCharacter =
  (ports: Ports): UseCases['createCharacter'] =>
  async (form, context) => {
    const fault = faulty(characterFaults(form))
    if (fault !== null) return fault
    const characterId = newId(ports, context, 0)
    const earlier = await earlierCharacter(ports, context, characterId)
    if (!earlier.ok) return earlier
    if (earlier.value !== null) return ok(earlier.value)
    const ownerId = context.caller.user.id
    if (await ports.handleDirectory.handleTaken(ownerId, form.handle, null)) {
      // It may be the equal request beside this one that took it.
      const beside = await earlierCharacter(ports, context, characterId)
      return beside.ok && beside.value !== null ? ok(beside.value) : rejected({ type: 'name-taken', field: 'handle' })
    }
    const data = { characterId, ownerId, profile: form, createdAt: isoOf(ports.clock.now()) }
    const cause = causeOf(ports, context, { commandId: startCommandId(context, characterId) })
    const handled = await handleCommand(ports, character, characterStream(characterId), { type: 'CreateCharacter', data }, cause)
    return handled.ok
      ? ok({ characterId, position: handled.value.position, replayed: isReplay(context, handled.value) })
      : rejected(refusalOfCharacter(handled.rejection))
  }

async function earlierCharacter(ports: Ports, context: Context, characterId: CharacterId): Promise<Result<Created | null, Refusal>> {
  if (context.idempotency === undefined) return ok(null)
  const [first] = await ports.eventStore.readStream<CharacterEvent>(characterStream(characterId))
  if (first === undefined) return ok(null)
  if (first.meta.fingerprint !== context.idempotency.fingerprint) return rejected({ type: 'idempotency-key-reused' })
  return ok({ characterId, position: first.position, replayed: true })
}
