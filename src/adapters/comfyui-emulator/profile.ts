import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parsePythonJson } from './python-json.ts'

export type ProfileName = '0.33.0' | '0.3.64'

/** `[type, options]`: type is a type's name, `COMBO`, or (the older form of a choice) the list of values itself. */
export type InputConfig = readonly [string | readonly unknown[], Readonly<Record<string, unknown>>?]

export type NodeInfo = {
  readonly input: { readonly required?: Readonly<Record<string, InputConfig>>; readonly optional?: Readonly<Record<string, InputConfig>> }
  readonly output: readonly string[]
  readonly output_node: boolean
} & Readonly<Record<string, unknown>>

export type ObjectInfo = Readonly<Record<string, NodeInfo>>

/** One version of ComfyUI: what it declares about itself, and where its behaviour parts from the other's. */
export type Profile = {
  readonly name: ProfileName
  readonly objectInfo: ObjectInfo
  readonly systemStats: Readonly<Record<string, unknown>>
  readonly features: Readonly<Record<string, unknown>>
  readonly modelFolders: readonly string[]
  /** Has `/api/jobs`, stamps `create_time`, insists on UUIDs, names cycles, and says `missing_node_type`. */
  readonly isModern: boolean
}

/** The custom nodes that keep the face of a reference, from a copy that can tell whether it shows one or from an older that cannot. */
export type PulidNodes = 'with-finder' | 'without-finder'

/** Throws when the recordings of that version are not in `recordingsDir`. */
export function loadProfile(recordingsDir: string, name: ProfileName, pulid: PulidNodes | null): Profile {
  const read = (file: string): unknown => parsePythonJson(readFileSync(join(recordingsDir, name, file), 'utf8'))
  const server = read('server.json') as {
    readonly system_stats: { readonly system: object; readonly devices: unknown }
    readonly features: Readonly<Record<string, unknown>>
    readonly model_folders: readonly string[]
  }
  return {
    name,
    objectInfo: {
      ...(read('object_info.json') as ObjectInfo),
      ...(pulid === null ? {} : pulidClasses(read('pulid_object_info.json'), pulid)),
    },
    systemStats: { ...server.system_stats, system: { ...server.system_stats.system, persona_studio_engine: 'preview' } },
    features: server.features,
    modelFolders: server.model_folders,
    isModern: name !== '0.3.64',
  }
}

function pulidClasses(declared: unknown, pulid: PulidNodes): ObjectInfo {
  const classes = Object.entries(declared as ObjectInfo)
  return Object.fromEntries(pulid === 'with-finder' ? classes : classes.filter(([name]) => name !== 'PulidFluxFaceDetector'))
}

/** The values a choice offers, in either of its two forms; `null` when the input is no choice. */
export function choicesOf(config: InputConfig): readonly unknown[] | null {
  const [type, options] = config
  if (typeof type !== 'string') return type
  return type === 'COMBO' && Array.isArray(options?.['options']) ? (options['options'] as readonly unknown[]) : null
}

/** The model files of a folder are what the loaders that read it offer. */
export function modelFilesOf(profile: Profile, folder: string): readonly unknown[] | null {
  if (!profile.modelFolders.includes(folder)) return null
  const loader = {
    diffusion_models: ['UNETLoader', 'unet_name'],
    text_encoders: ['CLIPLoader', 'clip_name'],
    vae: ['VAELoader', 'vae_name'],
  }[folder]
  const config = loader && profile.objectInfo[loader[0] ?? '']?.input.required?.[loader[1] ?? '']
  const files = config ? (choicesOf(config) ?? []) : []
  return folder === 'vae' ? files.filter((file) => file !== 'pixel_space') : files
}
