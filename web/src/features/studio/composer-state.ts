import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Character } from '../../api/characters.ts'
import type { GenerationRequest } from '../../api/jobs.ts'
import type { AspectRatio, Environment, QualityMode, Scene } from '../../api/presets.ts'
import type { WireImage } from '../../api/images.ts'
import { forgetWith, ownWorkName } from '../../api/own-work.ts'

/** What is being asked for. Lives in this browser, so that a reload loses no word. */
export type Composer = {
  readonly characterId: string | null
  readonly scene: Scene
  readonly environment: Environment
  /** Empty: the character's usual outfit. */
  readonly outfit: string
  readonly aspectRatio: AspectRatio
  readonly qualityMode: QualityMode
  readonly nsfw: boolean
  /** Counts where the character has a reference face and an engine can keep it. */
  readonly useReference: boolean
  readonly prompt: string
  readonly negativePrompt: string
  readonly seed: string
  readonly seedLocked: boolean
  readonly count: number
}

const fresh: Composer = {
  characterId: null,
  scene: 'professional_portrait',
  environment: 'studio',
  outfit: '',
  aspectRatio: '9:16',
  qualityMode: 'draft',
  nsfw: false,
  useReference: true,
  prompt: '',
  negativePrompt: '',
  seed: '',
  seedLocked: false,
  count: 1,
}

export const useComposer = create<Composer>()(
  persist(() => fresh, {
    name: ownWorkName,
    version: 1,
    merge: (stored, start) => ({ ...start, ...(isRecord(stored) ? stored : {}) }),
  }),
)

export const changeComposer = (changes: Partial<Composer>): void => void useComposer.setState(changes)

/**
 * `form`: the one that a recipe took the place of. `older`: those that it took the place of in its turn, the latest first. `recipe`: what
 * stands in the form's place, as it was taken over, for telling whether somebody has worked on it since.
 */
type SetAside = { readonly form: Composer | null; readonly older: readonly Composer[]; readonly recipe: Composer | null }

const nothingAside: SetAside = { form: null, older: [], recipe: null }
const mostOlder = 9

/** Kept in this browser until somebody takes it back or lets it go. */
export const useSetAside = create<SetAside>()(persist(() => nothingAside, { name: `${ownWorkName}-aside`, version: 1 }))

forgetWith(() => {
  useComposer.setState(fresh)
  useSetAside.setState(nothingAside)
})

/** The form that was set aside goes; one that it had taken the place of waits there instead. */
export const letGo = (): void => void useSetAside.setState(({ older: [form = null, ...older] }) => ({ form, older }))

/** The form that was set aside comes back; the one it takes the place of is set aside in its turn. */
export function takeBack(): void {
  const { form } = useSetAside.getState()
  if (form === null) return
  useSetAside.setState({ form: useComposer.getState() })
  changeComposer(form)
}

/**
 * Takes a picture's recipe over, words and seed included: nothing is sent, and a form that somebody has worked on is set aside before those
 * that are there already; the last ten are kept. A recipe that only took another's place is not: what it stands before keeps its place.
 */
export function recall(image: WireImage): void {
  const before = useComposer.getState()
  const { form, older, recipe } = useSetAside.getState()
  const isWorkedOn = (one: Composer | null): one is Composer => one !== null && !isAlike(one, recipe ?? fresh) && !isAlike(one, fresh)
  changeComposer(recipeOf(image))
  useSetAside.setState({ recipe: useComposer.getState() })
  if (!isWorkedOn(before)) return
  useSetAside.setState({ form: before, older: isWorkedOn(form) ? [form, ...older].slice(0, mostOlder) : older })
}

/** Whom a form is about and the seed that chance gave it are nobody's work. */
const isAlike = (one: Composer, other: Composer): boolean =>
  worked.every((field) => one[field] === other[field]) && (one.seed === other.seed || !one.seedLocked)

const worked = ['scene', 'environment', 'outfit', 'aspectRatio', 'qualityMode', 'nsfw', 'prompt', 'negativePrompt'] as const

function recipeOf(image: WireImage): Partial<Composer> {
  return {
    characterId: image.characterId,
    scene: image.scene,
    environment: image.environment,
    outfit: image.outfit,
    aspectRatio: image.aspectRatio,
    qualityMode: image.qualityMode,
    nsfw: image.nsfw,
    prompt: image.userPrompt ?? '',
    negativePrompt: image.editType === null ? (image.negativePrompt ?? '') : '',
    seed: image.seed === null ? '' : String(image.seed),
    seedLocked: false,
  }
}

/** The request for a form; null while something needed is missing. What the character or the engine does not allow is left out. */
export function requestOf(form: Composer, character: Character, mayKeepFace: boolean): GenerationRequest | null {
  const outfit = form.outfit.trim() || (character.defaultOutfit ?? '')
  if (outfit === '') return null
  const { scene, environment, aspectRatio, qualityMode, count } = form
  const [prompt, negativePrompt, seed] = [form.prompt.trim(), form.negativePrompt.trim(), seedOf(form.seed)]
  return {
    characterId: character.id,
    ...{ scene, environment, outfit, aspectRatio, qualityMode, count },
    nsfw: form.nsfw && character.nsfwEnabled,
    ...(form.useReference && mayKeepFace && character.referenceUrl !== null ? { useReference: true } : {}),
    ...(prompt === '' ? {} : { prompt }),
    ...(negativePrompt === '' ? {} : { negativePrompt }),
    ...(seed === null ? {} : { seed }),
  }
}

/** A whole number that JSON holds exactly, or null for chance. */
export function seedOf(typed: string): number | null {
  if (!/^\d{1,16}$/.test(typed.trim())) return null
  const seed = Number(typed.trim())
  return Number.isSafeInteger(seed) ? seed : null
}

/** Declared, not assigned: the stored form is read while this file is still being run. */
function isRecord(value: unknown): value is Partial<Composer> {
  return typeof value === 'object' && value !== null
}
