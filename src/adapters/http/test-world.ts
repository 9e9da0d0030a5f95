import type { JobProgress } from '../../application/ports/progress-hub.ts'
import type { Caller, UseCases } from '../../application/use-cases.ts'
import type { CharacterRow } from '../../projections/characters/characters-query.ts'
import { facetsOf } from '../../projections/images/image-facets-query.ts'
import type { ImageRow } from '../../projections/images/images-query.ts'
import type { JobRow } from '../../projections/job-status/job-status-query.ts'
import type { GroupHealth, Queries, ViewChange } from '../../projections/queries.ts'
import type { Door } from './route.ts'
import { accountUseCases, no, yes } from './test-accounts.ts'
import { activityOf, coverageOf } from './test-insights.ts'
import { characterRow, ids, imageRow, jobRow } from './test-rows.ts'

/** Hand-made rooms behind the door, so that its own manners are seen without a database. What is real is tested with the real ones. */
export function testWorld(
  change: { readonly useCases?: Partial<UseCases>; readonly queries?: Partial<Queries>; readonly door?: Partial<Door> } = {},
) {
  const state = {
    images: [imageRow(), imageRow({ id: ids.nsfwImage, nsfw: true })],
    jobs: [jobRow()],
    characters: [characterRow()],
    changes: [] as ViewChange[],
    /** Every call of a use case that changes something, by name. */
    calls: [] as string[],
    signedOut: new Set<string>(),
    lag: 0n,
    faulted: false,
    moved: new Set<() => void>(),
    progress: new Map<string, JobProgress>(),
    listeners: new Set<(progress: JobProgress) => void>(),
  }
  const door: Door = {
    useCases: { ...useCasesOf(state), ...change.useCases },
    queries: { ...queriesOf(state), ...change.queries },
    progress: {
      latest: (jobId) => state.progress.get(jobId) ?? null,
      subscribe: (_ownerId, listener) => {
        state.listeners.add(listener)
        return () => state.listeners.delete(listener)
      },
    },
    config: {
      publicUrl: () => 'http://studio.example',
      rates: { readsPerMin: 10_000, writesPerMin: 10_000 },
      trashMs: 30 * 86_400_000,
      rootCertificate: '-----BEGIN CERTIFICATE-----\n',
      webDir: '/nowhere',
      docsScriptDir: '/nowhere',
    },
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    clock: { now: () => 0 },
    version: '0.0.0',
    ...change.door,
  }
  return { state, door }
}

/** What each person sends. A session secret and the tokens, by name; the cookie comes with the headers of our own pages. */
export const as = {
  session: (name: 'ada' | 'bob' | 'root') => ({ Cookie: `session=ps_session_${name}`, 'Sec-Fetch-Site': 'same-origin' }),
  token: (name: 'ada' | 'bob', scopes: string) => ({ Authorization: `Bearer ps_token_${name}_${scopes}` }),
}

type State = {
  readonly images: readonly ImageRow[]
  readonly jobs: readonly JobRow[]
  readonly characters: readonly CharacterRow[]
  readonly changes: readonly ViewChange[]
  readonly calls: string[]
  readonly signedOut: Set<string>
  readonly lag: bigint
  readonly faulted: boolean
  readonly moved: Set<() => void>
}

const accepted = { position: 7n, replayed: false }
const jobsAccepted = {
  ...accepted,
  promptIds: [ids.job],
  batchId: ids.job,
  seeds: [1],
  hasNegativePrompt: false,
  negativePromptUsed: true,
  engine: 'preview' as const,
}

function useCasesOf(state: State): UseCases {
  const ownerOf = (rows: readonly { readonly id: string; readonly userId: string }[], id: string) =>
    rows.find((row) => row.id === id)?.userId
  const changing = <Value>(name: string, caller: Caller, owner: string | undefined, value: Value) => {
    if (owner !== caller.user.id) return no({ type: 'not-found' })
    state.calls.push(name)
    return yes(value)
  }
  const image = (id: string) => ownerOf(state.images, id)
  const job = (id: string) => ownerOf(state.jobs, id)
  const character = (id: string) => ownerOf(state.characters, id)
  const blob = { bytes: new Uint8Array([1, 2, 3]), mime: 'image/png', sha256: 'c'.repeat(64) }
  return {
    ...accountUseCases(state),
    requestInpaint: (input, { caller }) => changing('requestInpaint', caller, image(input.sourceImageId), jobsAccepted),
    rerunEdit: (input, { caller }) => changing('rerunEdit', caller, image(input.assetId), jobsAccepted),
    requestGeneration: (input, { caller }) => changing('requestGeneration', caller, character(input.characterId), jobsAccepted),
    uploadImage: (input, { caller }) => changing('uploadImage', caller, character(input.characterId), { ...accepted, assetId: ids.image }),
    favouriteImage: (input, { caller }) => changing('favouriteImage', caller, image(input.assetId), accepted),
    trashImage: (input, { caller }) => changing('trashImage', caller, image(input.assetId), accepted),
    eraseImage: (input, { caller }) => changing('eraseImage', caller, image(input.assetId), accepted),
    restoreImage: (input, { caller }) => changing('restoreImage', caller, image(input.assetId), accepted),
    cancelJob: (input, { caller }) => changing('cancelJob', caller, job(input.jobId), accepted),
    retryJob: (input, { caller }) => changing('retryJob', caller, job(input.jobId), jobsAccepted),
    findJob: (input, caller) => (job(input.jobId) === caller.user.id ? yes(jobAsStream(input.jobId)) : no({ type: 'not-found' })),
    ...auditUseCases({ image, job }),
    createCharacter: (_input, { caller }) =>
      changing('createCharacter', caller, caller.user.id, { ...accepted, characterId: ids.character }),
    changeCharacter: (input, { caller }) => changing('changeCharacter', caller, character(input.characterId), accepted),
    archiveCharacter: (input, { caller }) => changing('archiveCharacter', caller, character(input.characterId), accepted),
    setReference: (input, { caller }) => changing('setReference', caller, character(input.characterId), accepted),
    previewPrompt: () => yes({ prompt: 'a photograph', negativePrompt: 'blurry', parts: [{ part: 'medium', text: 'a photograph' }] }),
    readImageFile: (input, caller) =>
      image(input.assetId) === caller.user.id ? yes({ ...blob, nsfw: input.assetId === ids.nsfwImage }) : no({ type: 'not-found' }),
    linkImageFile: (input, caller) => (image(input.assetId) === caller.user.id ? yes(null) : no({ type: 'not-found' })),
    listDownloads: (input, caller) =>
      input.assetIds.every((id) => image(id) === caller.user.id)
        ? yes(
            input.assetIds.map((assetId) => ({ assetId, handle: 'mia', createdAt: '2026-01-31T00:00:00.000Z', bytes: blob.bytes.length })),
          )
        : no({ type: 'not-found' }),
    readReference: (input, caller) => (character(input.characterId) === caller.user.id ? yes(blob) : no({ type: 'not-found' })),
    readPreview: (input, caller) =>
      job(input.jobId) === caller.user.id ? yes({ ...blob, mime: 'image/jpeg', rev: 1 }) : no({ type: 'not-found' }),
    loadDraft: (input, caller) => (image(input.imageId) === caller.user.id ? yes(draft(input.imageId, 3)) : no({ type: 'not-found' })),
    saveDraft: (input, caller) =>
      changing('saveDraft', caller, image(input.imageId), {
        outcome: input.basedOn === 3 ? 'saved' : 'stale',
        draft: draft(input.imageId, input.basedOn === 3 ? 4 : 3),
      } as const),
    discardDraft: (input, caller) => changing('discardDraft', caller, image(input.imageId), null),
    engineReport: () =>
      Promise.resolve({
        engine: 'preview',
        capabilities: { generate: able, edit: able, strength: able, maskedArea: able, reference: able },
        backends: [{ backendId: 'preview', reachable: true, version: '0.33.0', workflows: [], missing: [], problems: [], queued: 0 }],
      }),
  }
}

const able = { can: true, why: [] }

function auditUseCases(owners: {
  readonly image: (id: string) => string | undefined
  readonly job: (id: string) => string | undefined
}): Pick<UseCases, 'history' | 'stateAt' | 'audit'> {
  return {
    history: ({ of, id }, { user }) => (owners[of](id) === user.id ? yes([]) : no({ type: 'not-found' })),
    stateAt: ({ of, id }, { user }) => (owners[of](id) === user.id ? yes(nothingYet(id)) : no({ type: 'not-found' })),
    audit: ({ of }, { user }) =>
      of === undefined || of === user.id || user.role === 'admin' ? yes({ acts: [], next: null }) : no({ type: 'admin-only' }),
  }
}

function queriesOf(state: State): Queries {
  const own = <Row extends { readonly id: string; readonly userId: string }>(rows: readonly Row[], ownerId: string) =>
    rows.filter((row) => row.userId === ownerId)
  const find = <Row extends { readonly id: string; readonly userId: string }>(rows: readonly Row[], ownerId: string, id: string) =>
    Promise.resolve(own(rows, ownerId).find((row) => row.id === id) ?? null)
  return {
    images: {
      list: (ownerId, _filter, { limit }) => {
        const rows = own(state.images, ownerId)
        return Promise.resolve({ rows: rows.slice(0, limit), nextCursor: limit !== undefined && rows.length > limit ? 'more' : null })
      },
      find: (ownerId, id) => find(state.images, ownerId, id),
      ofJob: (ownerId, jobId) => Promise.resolve(own(state.images, ownerId).filter((row) => row.jobId === jobId)),
      tree: (ownerId, id) => Promise.resolve(own(state.images, ownerId).filter((row) => row.rootImageId === id)),
      ids: (ownerId) => Promise.resolve(own(state.images, ownerId).map((row) => row.id)),
      outline: (ownerId) => Promise.resolve(own(state.images, ownerId)),
      facets: () => Promise.resolve(facetsOf([], {})),
    },
    jobs: {
      find: (ownerId, id) => find(state.jobs, ownerId, id),
      list: (ownerId) => Promise.resolve({ rows: own(state.jobs, ownerId), nextCursor: null }),
      waiting: () => Promise.resolve({ own: 0, all: 0, asOf: 0n }),
      line: () => Promise.resolve({ inState: { queued: 0, dispatching: 0, running: 0, cancelling: 0 }, oldestQueuedAt: null }),
      quarantined: () => Promise.resolve(0),
      placeInLine: () => Promise.resolve(2),
      typicalSeconds: () => Promise.resolve(null),
    },
    characters: {
      list: (ownerId) => Promise.resolve(own(state.characters, ownerId)),
      find: (ownerId, id) => find(state.characters, ownerId, id),
      handleTaken: () => Promise.resolve(false),
    },
    maskCoverage: { summary: ({ userId }) => Promise.resolve(coverageOf(userId)) },
    activity: { summary: ({ userId }) => Promise.resolve(activityOf(userId)) },
    views: {
      position: () => Promise.resolve(state.changes.at(-1)?.position ?? 0n),
      isFaulted: () => Promise.resolve(state.faulted),
      groups: () => Promise.resolve([groupOf('views', state.faulted), groupOf('insights', false)]),
      waitFor: () => Promise.resolve(state.lag),
      changesAfter: (ownerIds, after, limit) =>
        Promise.resolve(state.changes.filter(({ position, row }) => position > after && ownerIds.includes(row.userId)).slice(0, limit)),
      onMoved: (listener) => {
        state.moved.add(listener)
        return () => state.moved.delete(listener)
      },
    },
  }
}

const nothingYet = (id: string) => ({ stream: `imageAsset-${id}`, last: null, status: 'none', state: {} })

const groupOf = (group: string, faulted: boolean): GroupHealth => ({
  group,
  position: 7n,
  lag: 2n,
  status: faulted ? 'faulted' : 'running',
  error: faulted ? 'it cannot be' : null,
  parked: group === 'insights' ? 1 : 0,
})

const jobAsStream = (jobId: string) =>
  ({
    jobId,
    kind: 'edit',
    characterId: ids.character,
    state: 'completed',
    attempt: 1,
    error: null,
    warnings: [],
    hasNegativePrompt: false,
    negativePromptUsed: true,
    requestedAt: '2026-01-01T00:00:00.000Z',
  }) as const

const draft = (imageId: string, revision: number) => ({
  imageId,
  revision,
  savedAt: '2026-01-01T00:00:00.000Z',
  settings: {},
  maskBase64Png: null,
})
