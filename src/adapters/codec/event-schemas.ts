import { z } from 'zod'
import type { CharacterEvent } from '../../domain/character/character-events.ts'
import type { EditJobEvent } from '../../domain/edit-job/edit-job-events.ts'
import type { GenerationJobEvent } from '../../domain/generation-job/generation-job-events.ts'
import type { ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'

export type StoredDomainEvent = GenerationJobEvent | EditJobEvent | ImageAssetEvent | CharacterEvent
export type EventType = StoredDomainEvent['type']
export type DataOf<Type extends EventType> = Extract<StoredDomainEvent, { type: Type }>['data']

const id = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const whole = z.int().min(0)
const px = z.int().min(1)
const isoTime = z.iso.datetime()
const protectedText = z.string().nullable()

const studio = z.strictObject({
  scene: z.enum([
    'professional_portrait',
    'candid_lifestyle',
    'fashion_editorial',
    'fitness_motivation',
    'morning_vibes',
    'night_out',
    'cozy_home',
    'beach_day',
  ]),
  environment: z.enum(['beach', 'home_bedroom', 'home_living_room', 'office', 'cafe', 'urban_street', 'studio']),
  // Without its key it reads as no words; the domain takes none that is empty.
  outfit: protectedText.transform((text) => text ?? ''),
  aspectRatio: z.enum(['1:1', '9:16', '2:3']),
  qualityMode: z.enum(['draft', 'hq']),
  nsfw: z.boolean(),
})

const drawingParams = z.strictObject({
  workflowId: z.string(),
  workflowVersion: whole,
  seed: whole,
  steps: whole,
  cfg: z.number(),
  guidance: z.number(),
  sampler: z.string(),
  scheduler: z.string(),
  denoise: z.number(),
  width: px,
  height: px,
  box: z.exactOptional(z.strictObject({ x: whole, y: whole, width: px, height: px })),
  negativePromptUsed: z.boolean(),
  negativePromptTyped: z.exactOptional(z.literal(true)),
})
const editParams = drawingParams.extend({ growPx: whole, featherPx: whole, strength: z.number(), area: z.enum(['whole', 'masked']) })

const jobOrigin = z.strictObject({
  jobId: id,
  batchId: id,
  ownerId: id,
  characterId: id,
  retryOf: z.exactOptional(id),
  requestedAt: isoTime,
})

const engine = z.enum(['comfyui', 'preview'])
const failureClasses = [
  'rejected',
  'engine-error',
  'out-of-memory',
  'lost',
  'unreachable',
  'timeout',
  'output-invalid',
  'storage',
  'worker-died',
  'pod-died',
] as const
const errorCode = z.enum([
  'engine-rejected',
  'engine-error',
  'engine-out-of-memory',
  'engine-lost',
  'engine-unreachable',
  'engine-timeout',
  'output-invalid',
  'storage-failed',
  'waited-too-long',
  'quarantined',
])
const detail = z.string().max(500)
const attempt = whole

const profile = z.strictObject({
  name: protectedText,
  handle: protectedText,
  defaultOutfit: protectedText,
  bio: protectedText,
  nsfwEnabled: z.boolean(),
  gender: z.enum(['female', 'male']),
  style: z.enum(['realistic', 'anime']),
  age: z.int().min(18).max(80),
  ethnicity: z.enum(['asian', 'black', 'caucasian', 'latina', 'arabian', 'indian', 'mixed']),
  skinColor: z.enum(['light', 'medium', 'tan', 'dark']),
  eyeColor: z.enum(['brown', 'blue', 'green', 'hazel', 'gray', 'amber']),
  faceShape: z.enum(['oval', 'round', 'square', 'heart', 'diamond']),
  hairStyle: z.enum([
    'long straight',
    'long wavy',
    'long curly',
    'shoulder-length',
    'bob',
    'pixie',
    'braids',
    'ponytail',
    'bun',
    'buzz cut',
    'short',
    'bald',
  ]),
  hairColor: z.enum(['black', 'brown', 'blonde', 'auburn', 'red', 'gray', 'white']),
  bodyType: z.enum(['slim', 'athletic', 'average', 'curvy', 'muscular', 'plus size']),
  freckles: z.boolean(),
  scars: z.boolean(),
  tattoos: z.boolean(),
  piercings: z.boolean(),
})
type Changeable = typeof profile.shape
/** Every field may be absent, none may be `undefined`. */
const profileChanges = z.strictObject(
  Object.fromEntries(Object.entries(profile.shape).map(([field, schema]) => [field, z.exactOptional(schema)])) as unknown as {
    [Field in keyof Changeable]: z.ZodExactOptional<Changeable[Field]>
  },
)

const aboutAsset = z.strictObject({ assetId: id })
const aboutCharacter = z.strictObject({ characterId: id })

/** The data of every stored event in its newest version. Strict: what is not named here is not stored. */
export const eventSchemas = {
  GenerationRequested: jobOrigin.extend({
    prompt: protectedText,
    userPrompt: protectedText,
    negativePrompt: protectedText,
    studio,
    params: drawingParams,
    referenceSha256: z.exactOptional(sha256),
    outputCount: whole,
  }),
  InpaintRequested: jobOrigin.extend({
    sourceAssetId: id,
    sourceSha256: sha256,
    sourceWidth: px,
    sourceHeight: px,
    editPrompt: protectedText,
    negativePrompt: protectedText,
    params: editParams,
    outputCount: whole,
  }),
  MaskStored: z.strictObject({
    jobId: id,
    maskSha256: sha256,
    bytes: whole,
    width: px,
    height: px,
    coveredPixels: whole,
    totalPixels: whole,
    bbox: z.strictObject({ x: whole, y: whole, width: whole, height: whole }),
    reusedFrom: z.exactOptional(id),
  }),
  InputsUploaded: z.strictObject({
    attempt,
    backendId: z.string(),
    inputs: z.array(z.strictObject({ role: z.enum(['source', 'mask', 'reference']), sha256, remoteName: z.string() })).readonly(),
  }),
  SubmissionStarted: z.strictObject({ attempt, engineJobId: id, backendId: z.string(), engine, workflowSha256: sha256 }),
  WorkflowQueued: z.strictObject({ attempt, engineJobId: id }),
  AttemptFailed: z.strictObject({ attempt, class: z.enum(failureClasses), code: errorCode, detail, retryAt: z.exactOptional(isoTime) }),
  OutputReceived: z.strictObject({
    attempt,
    engineJobId: id,
    warnings: z.array(z.enum(['no-face-found', 'identity-not-checked', 'finishes-in-background'])).readonly(),
    outputs: z.array(z.strictObject({ index: whole, ref: z.string() })).readonly(),
    timings: z.strictObject({ startedAt: z.number().nullable(), finishedAt: z.number().nullable(), cachedNodes: whole }),
  }),
  OutputPersisted: z.strictObject({ index: whole, assetId: id, sha256, bytes: whole, mime: z.string(), width: px, height: px }),
  JobCompleted: z.strictObject({ outputCount: whole, attempts: whole }),
  CancellationRequested: z.strictObject({ reason: z.exactOptional(z.string()) }),
  JobCancelled: z.strictObject({ phase: z.enum(['waiting', 'queued', 'running', 'finishes-in-background']) }),
  JobFailed: z.strictObject({
    class: z.enum([...failureClasses, 'quarantined', 'waited-too-long']),
    code: errorCode,
    detail,
    attempts: whole,
  }),
  ImageAssetCreated: z.strictObject({
    assetId: id,
    ownerId: id,
    characterId: id,
    origin: z.enum(['generated', 'edited', 'uploaded']),
    engine: engine.nullable(),
    sha256,
    bytes: whole,
    mime: z.literal('image/png'),
    width: px,
    height: px,
    jobId: z.exactOptional(id),
    outputIndex: z.exactOptional(whole),
    parentAssetId: z.exactOptional(id),
    rootAssetId: id,
    ancestors: z.array(id).readonly(),
    prompt: protectedText,
    userPrompt: protectedText,
    negativePrompt: protectedText,
    editPrompt: protectedText,
    studio,
    params: z.union([editParams, drawingParams]).nullable(),
    maskSha256: z.exactOptional(sha256),
    coveredPixels: z.exactOptional(whole),
    totalPixels: z.exactOptional(whole),
    createdAt: isoTime,
  }),
  ImageAssetFavourited: aboutAsset,
  ImageAssetUnfavourited: aboutAsset,
  ImageAssetDeleted: aboutAsset.extend({ reason: z.literal('trash'), deletedAt: isoTime }),
  ImageAssetRestored: aboutAsset,
  ImageAssetErased: aboutAsset.extend({ sha256: z.array(sha256).readonly() }),
  CharacterCreated: aboutCharacter.extend({ ownerId: id, profile, createdAt: isoTime }),
  CharacterChanged: aboutCharacter.extend({ changes: profileChanges }),
  ReferenceSet: aboutCharacter.extend({ sha256, width: px, height: px, fromAssetId: z.exactOptional(id) }),
  ReferenceCleared: aboutCharacter,
  CharacterArchived: aboutCharacter,
  CharacterUnarchived: aboutCharacter,
  CharacterErased: aboutCharacter,
} satisfies { readonly [Type in EventType]: z.ZodType<DataOf<Type>> }
