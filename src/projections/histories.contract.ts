import type { Recorded } from '../application/ports/event-store.ts'
import { character as characterDecider, type CharacterCommand } from '../domain/character/character.ts'
import { fold, type Decider, type DomainEvent } from '../domain/decider.ts'
import { editJob, type EditJob } from '../domain/edit-job/edit-job.ts'
import type { JobCommand } from '../domain/job/job.ts'
import { generationJob, type GenerationJob } from '../domain/generation-job/generation-job.ts'
import { imageAsset, type ImageAssetCommand } from '../domain/image-asset/image-asset.ts'
import type { ImageAssetCreated } from '../domain/image-asset/image-asset-events.ts'
import { appearance, editParams, failureClasses, owners, params, studio, texts } from './history-samples.contract.ts'

/** Numbers that decide everything in a history; fast-check shrinks them, and with them the history. */
export type Tape = readonly number[]

/** A log of interleaved streams in which every event was decided by the real deciders. Positions have gaps, as in a real log. */
export function historyOf(tape: Tape): readonly Recorded[] {
  const world = newWorld(tape)
  while (world.left() > 0) act(world)
  return world.log
}

type World = ReturnType<typeof newWorld>

function newWorld(tape: Tape) {
  const log: Recorded[] = []
  const streams = new Map<string, DomainEvent[]>()
  let at = 0
  let ids = 0
  const world = {
    log,
    characters: [] as string[],
    assets: [] as ImageAssetCreated['data'][],
    jobs: [] as { readonly kind: 'edit' | 'generation'; readonly id: string }[],
    left: () => tape.length - at,
    choose: (options: number): number => (tape[at++] ?? 0) % options,
    id: (): string => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    hash: (): string => String(++ids).padStart(64, '0'),
    now: (): string => new Date(Date.UTC(2026, 0, 1) + log.length * 1_000).toISOString(),
    pick: <Value>(values: readonly Value[]): Value | undefined => values[world.choose(Math.max(values.length, 1))],
    /** One of the newest, so that streams live through many steps before others take over. */
    recent: <Value>(values: readonly Value[]): Value | undefined => world.pick(values.slice(-3)),
    text: (): string => world.pick(texts) ?? '',
    history: <Event extends DomainEvent>(stream: string): readonly Event[] => (streams.get(stream) ?? []) as unknown as readonly Event[],
    tell<State, Command, Event extends DomainEvent>(
      stream: string,
      decider: Decider<State, Command, Event, { readonly type: string }>,
      command: Command,
    ) {
      const past = world.history<Event>(stream)
      const decision = decider.decide(command, fold(decider, past))
      const events = decision.ok ? decision.value : []
      streams.set(stream, [...past, ...events])
      events.forEach((event, index) => {
        const position = BigInt(log.at(-1)?.position ?? 0n) + (log.length % 7 === 3 && index === 0 ? 5n : 1n)
        const meta = { correlationId: world.id(), causationId: world.id(), actor: { kind: 'system', id: 'test' } } as const
        log.push({ ...event, eventId: world.id(), stream, revision: BigInt(past.length + index), position, recordedAt: world.now(), meta })
      })
      return events.length > 0
    },
  }
  return world
}

function act(world: World): void {
  const acts = [
    addCharacter,
    upload,
    askGeneration,
    askEdit,
    finishJob,
    ...often(changeCharacter, 3),
    ...often(changeImage, 4),
    ...often(workOnJob, 5),
  ]
  world.pick(acts)?.(world)
}

const often = <Act>(act: Act, times: number): readonly Act[] => Array.from({ length: times }, () => act)

function addCharacter(world: World): void {
  const characterId = world.id()
  const profile = {
    ...appearance,
    name: world.text(),
    handle: `handle-${characterId.slice(-3)}`,
    defaultOutfit: null,
    bio: world.text(),
    nsfwEnabled: false,
  }
  const data = { characterId, ownerId: world.pick(owners) ?? owners[0], profile, createdAt: world.now() }
  if (world.tell(`character-${characterId}`, characterDecider, { type: 'CreateCharacter', data })) world.characters.push(characterId)
}

function changeCharacter(world: World): void {
  const id = world.recent(world.characters)
  if (id === undefined) return
  const commands: readonly CharacterCommand[] = [
    { type: 'ChangeCharacter', data: { changes: { name: world.text(), age: 18 + world.choose(40) } } },
    { type: 'SetReference', data: { sha256: world.hash(), width: 512, height: 512 } },
    { type: 'ClearReference', data: {} },
    { type: 'ArchiveCharacter', data: { archived: world.choose(2) === 0 } },
    world.choose(10) === 0 ? { type: 'EraseCharacter', data: {} } : { type: 'ArchiveCharacter', data: { archived: false } },
  ]
  world.tell(`character-${id}`, characterDecider, world.pick(commands) ?? { type: 'ClearReference', data: {} })
}

function upload(world: World): void {
  const characterId = world.recent(world.characters)
  if (characterId !== undefined) createAsset(world, { ...blankAsset(world), characterId, origin: 'uploaded', engine: null, params: null })
}

function changeImage(world: World): void {
  const asset = world.recent(world.assets)
  if (asset === undefined) return
  const commands: readonly ImageAssetCommand[] = [
    { type: 'FavouriteImageAsset', data: { favourite: world.choose(2) === 0 } },
    { type: 'DeleteImageAsset', data: { deletedAt: world.now() } },
    { type: 'RestoreImageAsset', data: {} },
    world.choose(5) === 0
      ? { type: 'EraseImageAsset', data: { sha256: [asset.sha256] } }
      : { type: 'FavouriteImageAsset', data: { favourite: false } },
  ]
  world.tell(`imageAsset-${asset.assetId}`, imageAsset, world.pick(commands) ?? { type: 'RestoreImageAsset', data: {} })
}

function askGeneration(world: World): void {
  const characterId = world.recent(world.characters)
  if (characterId === undefined) return
  const origin = { ...originOf(world), characterId }
  const data = { ...origin, prompt: world.text(), userPrompt: world.text(), negativePrompt: world.text(), studio, params, outputCount: 1 }
  world.tell(`generationJob-${origin.jobId}`, generationJob, { type: 'RequestGeneration', data })
  world.jobs.push({ kind: 'generation', id: origin.jobId })
}

function askEdit(world: World): void {
  const source = world.recent(world.assets)
  if (source === undefined) return
  const origin = { ...originOf(world), ownerId: source.ownerId, characterId: source.characterId }
  const size = { sourceWidth: source.width, sourceHeight: source.height }
  const words = { editPrompt: world.text(), negativePrompt: world.text() }
  const request = {
    ...origin,
    sourceAssetId: source.assetId,
    sourceSha256: source.sha256,
    ...size,
    ...words,
    params: editParams,
    outputCount: 1,
  }
  const bbox = { x: 0, y: 0, width: 10, height: 10 }
  const covered = { coveredPixels: 1 + world.choose(1_000_000), totalPixels: 1_048_576 }
  const mask = { jobId: origin.jobId, maskSha256: world.hash(), bytes: 99, width: source.width, height: source.height, ...covered, bbox }
  world.tell(`editJob-${origin.jobId}`, editJob, { type: 'RequestInpaint', data: { request, mask } })
  world.jobs.push({ kind: 'edit', id: origin.jobId })
}

const originOf = (world: World) => ({
  jobId: world.id(),
  batchId: world.id(),
  ownerId: world.pick(owners) ?? owners[0],
  requestedAt: world.now(),
})

function workOnJob(world: World): void {
  const job = world.recent(world.jobs)
  if (job === undefined) return
  const state = stateOf(world, job)
  const attempt = state.status === 'none' ? 1 : state.attempts + (state.status === 'waiting' ? 1 : 0)
  const engineJobId = `${job.id.slice(0, -1)}${attempt}`
  const commands: readonly JobCommand[] = [
    ...usualSteps(attempt, engineJobId, world),
    ...usualSteps(attempt, engineJobId, world),
    {
      type: 'FailAttempt',
      data: { attempt, class: world.pick(failureClasses) ?? 'lost', code: 'engine-error', detail: 'it broke', nowMs: 0, chance: 0 },
    },
    { type: 'RequestCancellation', data: {} },
    { type: 'ConfirmCancelled', data: { phase: world.choose(2) === 0 ? 'running' : 'finishes-in-background' } },
    { type: 'GiveUp', data: { detail: 'waited too long' } },
  ]
  const command = world.pick(commands)
  if (command !== undefined) tellJob(world, job, command)
}

function usualSteps(attempt: number, engineJobId: string, world: World): readonly JobCommand[] {
  const drawnMs = world.log.length * 37
  const timings = { startedAt: drawnMs % 2 === 0 ? null : 1_000, finishedAt: 1_000 + drawnMs, cachedNodes: 0 }
  const backend = { backendId: 'pod-1', engine: 'preview', workflowSha256: world.hash() } as const
  return [
    { type: 'RecordUploads', data: { attempt, backendId: 'pod-1', inputs: [] } },
    { type: 'StartSubmission', data: { attempt, engineJobId, ...backend } },
    { type: 'ConfirmQueued', data: { attempt, engineJobId } },
    { type: 'ReceiveOutput', data: { attempt, engineJobId, warnings: ['no-face-found'], outputs: [{ index: 0, ref: 'r' }], timings } },
  ]
}

/** Takes a job along the shortest way to its end, as a healthy worker does. */
function finishJob(world: World): void {
  const job = world.recent(world.jobs)
  if (job === undefined) return
  const state = stateOf(world, job)
  if (state.status === 'none') return
  const attempt = state.attempts + (state.status === 'waiting' ? 1 : 0)
  const engineJobId = 'current' in state && state.current !== null ? state.current.engineJobId : job.id
  for (const command of usualSteps(attempt, engineJobId, world)) tellJob(world, job, command)
  const storing = stateOf(world, job)
  if (storing.status !== 'storing') return
  const created = { ...blankAsset(world), ...assetOf(world, job) }
  createAsset(world, created)
  const { assetId, sha256, bytes, mime, width, height } = created
  tellJob(world, job, { type: 'PersistOutput', data: { index: 0, assetId, sha256, bytes, mime, width, height } })
  tellJob(world, job, { type: 'Complete', data: {} })
}

function assetOf(world: World, job: World['jobs'][number]): Partial<ImageAssetCreated['data']> {
  const made = { jobId: job.id, outputIndex: 0 }
  if (job.kind === 'generation') {
    const state = fold(generationJob, world.history(`generationJob-${job.id}`))
    return state.status === 'none'
      ? made
      : { ...made, ownerId: state.request.ownerId, characterId: state.request.characterId, prompt: state.request.prompt }
  }
  const state = fold(editJob, world.history(`editJob-${job.id}`))
  if (state.status === 'none') return made
  const { request } = state
  const parent = world.assets.find(({ assetId }) => assetId === request.sourceAssetId)
  if (parent === undefined || request.mask === null) return made
  const { maskSha256, coveredPixels, totalPixels } = request.mask
  const family = { parentAssetId: parent.assetId, rootAssetId: parent.rootAssetId, ancestors: [...parent.ancestors, parent.assetId] }
  const of = {
    ownerId: request.ownerId,
    characterId: request.characterId,
    origin: 'edited',
    editPrompt: request.editPrompt,
    params: editParams,
  } as const
  return { ...made, ...of, ...family, maskSha256, coveredPixels, totalPixels }
}

function blankAsset(world: World): ImageAssetCreated['data'] {
  const assetId = world.id()
  const bytes = { sha256: world.hash(), bytes: 1_234, mime: 'image/png', width: 1024, height: 1024 } as const
  const words = { prompt: world.text(), userPrompt: world.text(), negativePrompt: null, editPrompt: null }
  const made = { origin: 'generated', engine: 'preview', studio, params, createdAt: world.now() } as const
  return { assetId, ownerId: owners[0], characterId: world.id(), ...made, ...bytes, rootAssetId: assetId, ancestors: [], ...words }
}

function createAsset(world: World, data: ImageAssetCreated['data']): void {
  if (world.tell(`imageAsset-${data.assetId}`, imageAsset, { type: 'CreateImageAsset', data })) world.assets.push(data)
}

function tellJob(world: World, { kind, id }: World['jobs'][number], command: JobCommand): void {
  if (kind === 'edit') world.tell(`editJob-${id}`, editJob, command)
  else world.tell(`generationJob-${id}`, generationJob, command)
}

const stateOf = (world: World, { kind, id }: World['jobs'][number]): EditJob | GenerationJob =>
  kind === 'edit' ? fold(editJob, world.history(`editJob-${id}`)) : fold(generationJob, world.history(`generationJob-${id}`))
