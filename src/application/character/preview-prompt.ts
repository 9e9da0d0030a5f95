import { reviewTexts } from '../../domain/content-policy/content-policy.ts'
import { ok, rejected } from '../../domain/decider.ts'
import { adultAge } from '../../domain/presets/appearance.ts'
import { composeNegative, composePrompt } from '../../domain/presets/prompt.ts'
import { faulty, lengths, studioFaults, textFault, wholeFault } from '../field-faults.ts'
import type { UseCases } from '../use-cases.ts'
import { appearanceFaults } from './character-rules.ts'

/** The prompt as a form would send it, with the same refusals as the request itself. Nothing is read and nothing is kept. */
export const previewPrompt =
  (): UseCases['previewPrompt'] =>
  ({ character, studio, prompt = '', negativePrompt = '' }) => {
    if (Number.isFinite(character.age) && character.age < adultAge.youngest) {
      return Promise.resolve(rejected({ type: 'age-below-18', came: character.age }))
    }
    const fault = faulty([
      ...appearanceFaults(character),
      wholeFault('age', character.age, adultAge.youngest, adultAge.oldest),
      ...studioFaults(studio),
      textFault('prompt', prompt, lengths.optionalPrompt),
      textFault('negativePrompt', negativePrompt, lengths.optionalPrompt),
    ])
    if (fault !== null) return Promise.resolve(fault)
    const refusal = reviewTexts(
      [
        { field: 'outfit', text: studio.outfit, kind: 'prompt' },
        { field: 'prompt', text: prompt, kind: 'prompt' },
      ],
      studio.nsfw,
    )
    if (refusal !== null) return Promise.resolve(rejected(refusal))
    return Promise.resolve(
      ok({ ...composePrompt(character, studio, prompt), negativePrompt: composeNegative(negativePrompt, studio.nsfw) }),
    )
  }
