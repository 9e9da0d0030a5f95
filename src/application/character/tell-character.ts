import { character, type CharacterCommand } from '../../domain/character/character.ts'
import { ok, rejected, type Result } from '../../domain/decider.ts'
import { characterStream, type CharacterId } from '../../domain/ids.ts'
import { causeOf } from '../cause.ts'
import { handleCommand } from '../handle-command.ts'
import type { Refusal } from '../refusals.ts'
import type { Ports } from '../ports/ports.ts'
import type { Accepted, Context } from '../use-cases.ts'
import { refusalOfCharacter } from './character-rules.ts'

/** Sends a command to a character whose owner was checked. */
export async function tellCharacter(
  ports: Ports,
  id: CharacterId,
  command: CharacterCommand,
  context: Context,
): Promise<Result<Accepted, Refusal>> {
  const handled = await handleCommand(ports, character, characterStream(id), command, causeOf(ports, context))
  return handled.ok ? ok({ position: handled.value.position, replayed: false }) : rejected(refusalOfCharacter(handled.rejection))
}
