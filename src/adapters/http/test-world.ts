import type { Caller, UseCases } from '../../application/use-cases.ts'
import type { JobProgress } from '../../application/ports/progress-hub.ts'
import type { Refusal } from '../../application/refusals.ts'
import type { Scope, User } from '../../application/ports/accounts.ts'
import type { CharacterRow } from '../../projections/characters/characters-query.ts'
import type { ImageRow } from '../../projections/images/images-query.ts'
import type { JobRow } from '../../projections/job-status/job-status-query.ts'
import type { Queries, ViewChange } from '../../projections/queries.ts'
import type { Door } from './route.ts'

/** Hand-made rooms behind the door, so that its own manners are seen without a database. What is real is tested with the real ones. */
export const ids = {
  ada: '0000000a-0000-4000-8000-000000000000',
  bob: '0000000b-0000-4000-8000-000000000000',
  root: '0000000c-0000-4000-8000-000000000000',
  character: '10000000-0000-4000-8000-000000000000',
  image: '20000000-0000-4000-8000-000000000000',
  nsfwImage: '20000000-0000-4000-8000-000000000001',
  job: '30000000-0000-4000-8000-000000000000',
  token: '40000000-0000-4000-8000-000000000000',
  session: '50000000-0000-4000-8000-000000000000',
  nothing: 'f0000000-0000-4000-8000-000000000000',
}

export type World = ReturnType<typeof testWorld>

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

export const user = (name: string): User => ({
  id: name === 'bob' ? ids.bob : name === 'root' ? ids.root : ids.ada,
  username: name,
  role: name === 'root' ? 'admin' : 'member',
  preferences: { showNsfw: false, theme: 'system' },
  createdAt: '2026-01-01T00:00:00.000Z',
})

type State = {
  readonly images: readonly ImageRow[]
  readonly jobs: readonly JobRow[]
  readonly characters: readonly CharacterRow[]
  readonly changes: readonly ViewChange[]
  readonly calls: string[]
  readonly signedOut: Set<string>
  readonly lag: bigint
  readonly moved: Set<() => void>
}

const no = (refusal: Refusal) => Promise.resolve({ ok: false as const, rejection: refusal })
const yes = <Value>(value: Value) => Promise.resolve({ ok: true as const, value })
const accepted = { position: 7n, replayed: false }
const jobsAccepted = {
  ...accepted,
  promptIds: [ids.job],
  batchId: ids.job,
  seeds: [1],
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
    requestGeneration: (input, { caller }) => changing('requestGeneration', caller, character(input.characterId), jobsAccepted),
    uploadImage: (input, { caller }) => changing('uploadImage', caller, character(input.characterId), { ...accepted, assetId: ids.image }),
    favouriteImage: (input, { caller }) => changing('favouriteImage', caller, image(input.assetId), accepted),
    trashImage: (input, { caller }) => changing('trashImage', caller, image(input.assetId), accepted),
    restoreImage: (input, { caller }) => changing('restoreImage', caller, image(input.assetId), accepted),
    cancelJob: (input, { caller }) => changing('cancelJob', caller, job(input.jobId), accepted),
    retryJob: (input, { caller }) => changing('retryJob', caller, job(input.jobId), jobsAccepted),
    findJob: (input, caller) => (job(input.jobId) === caller.user.id ? yes(jobAsStream(input.jobId)) : no({ type: 'not-found' })),
    history: (input, caller) =>
      (input.of === 'job' ? job(input.id) : image(input.id)) === caller.user.id ? yes([]) : no({ type: 'not-found' }),
    createCharacter: (_input, { caller }) =>
      changing('createCharacter', caller, caller.user.id, { ...accepted, characterId: ids.character }),
    changeCharacter: (input, { caller }) => changing('changeCharacter', caller, character(input.characterId), accepted),
    archiveCharacter: (input, { caller }) => changing('archiveCharacter', caller, character(input.characterId), accepted),
    setReference: (input, { caller }) => changing('setReference', caller, character(input.characterId), accepted),
    previewPrompt: () => yes({ prompt: 'a photograph', negativePrompt: 'blurry', parts: [{ part: 'medium', text: 'a photograph' }] }),
    readImageFile: (input, caller) => (image(input.assetId) === caller.user.id ? yes(blob) : no({ type: 'not-found' })),
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
        backends: [{ backendId: 'preview', reachable: true, version: '0.33.0', workflows: [], missing: [] }],
      }),
  }
}

type AccountUseCases =
  | 'setUpNeeded'
  | 'setUp'
  | 'signIn'
  | 'signOut'
  | 'authenticate'
  | 'sessions'
  | 'setPreferences'
  | 'changePassword'
  | 'createToken'
  | 'tokens'
  | 'removeToken'
  | 'users'
  | 'addUser'
  | 'resetPassword'

function accountUseCases(state: State): Pick<UseCases, AccountUseCases> {
  const token = {
    id: ids.token,
    userId: ids.ada,
    name: 'script',
    scopes: ['read'] as const,
    tail: 'abcd',
    createdAt: '2026-01-01T00:00:00.000Z',
    lastUsedAt: null,
  }
  const called = (name: string) => state.calls.push(name)
  return {
    setUpNeeded: () => Promise.resolve(false),
    setUp: () => no({ type: 'setup-closed' }),
    signIn: ({ username, password }) =>
      password === 'correct horse'
        ? yes({ user: user(username), sessionSecret: `ps_session_${username}` })
        : no({ type: 'wrong-credentials' }),
    signOut: (_input, caller) => {
      called('signOut')
      state.signedOut.add(caller.user.username)
      return yes(null)
    },
    authenticate: (credential) => authenticated(credential, state.signedOut),
    sessions: (caller) =>
      Promise.resolve([
        {
          id: caller.sessionId ?? '',
          userId: caller.user.id,
          createdAt: '2026-01-01T00:00:00.000Z',
          lastSeenAt: '2026-01-01T00:00:00.000Z',
          userAgent: null,
        },
      ]),
    setPreferences: (input, caller) => yes({ ...caller.user, preferences: { ...caller.user.preferences, ...input } }),
    changePassword: () => (called('changePassword'), yes(null)),
    createToken: () => (called('createToken'), yes({ token, secret: 'ps_token_new' })),
    tokens: () => Promise.resolve([token]),
    removeToken: ({ tokenId }, caller) =>
      tokenId === ids.token && caller.user.id === ids.ada ? (called('removeToken'), yes(null)) : no({ type: 'not-found' }),
    users: () => yes([user('ada')]),
    addUser: ({ username }) => (called('addUser'), yes(user(username))),
    resetPassword: ({ userId }) => (userId === ids.bob ? (called('resetPassword'), yes(null)) : no({ type: 'not-found' })),
  }
}

function authenticated(credential: Parameters<UseCases['authenticate']>[0], signedOut: ReadonlySet<string>) {
  if ('sessionSecret' in credential) {
    const name = /^ps_session_(ada|bob|root)$/.exec(credential.sessionSecret)?.[1]
    if (name === undefined || signedOut.has(name)) return no({ type: 'sign-in-needed' })
    return yes<Caller>({ user: user(name), via: 'session', scopes: ['read', 'write', 'audit'], sessionId: ids.session })
  }
  const [, name, scopes] = /^ps_token_(ada|bob)_([a-z+]+)$/.exec(credential.token) ?? []
  if (name === undefined || scopes === undefined) return no({ type: 'sign-in-needed' })
  const known = scopes.split('+').filter((scope): scope is Scope => scope === 'read' || scope === 'write' || scope === 'audit')
  return yes<Caller>({ user: user(name), via: 'token', scopes: known, sessionId: null })
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
    },
    jobs: {
      find: (ownerId, id) => find(state.jobs, ownerId, id),
      list: (ownerId) => Promise.resolve({ rows: own(state.jobs, ownerId), nextCursor: null }),
      waiting: () => Promise.resolve({ own: 0, all: 0 }),
      placeInLine: () => Promise.resolve(2),
      typicalSeconds: () => Promise.resolve(null),
    },
    characters: {
      list: (ownerId) => Promise.resolve(own(state.characters, ownerId)),
      find: (ownerId, id) => find(state.characters, ownerId, id),
      handleTaken: () => Promise.resolve(false),
    },
    views: {
      position: () => Promise.resolve(state.changes.at(-1)?.position ?? 0n),
      waitFor: () => Promise.resolve(state.lag),
      changesAfter: (ownerId, after, limit) =>
        Promise.resolve(state.changes.filter(({ position, row }) => position > after && row.userId === ownerId).slice(0, limit)),
      onMoved: (listener) => {
        state.moved.add(listener)
        return () => state.moved.delete(listener)
      },
    },
  }
}

const jobAsStream = (jobId: string) =>
  ({
    jobId,
    kind: 'edit',
    characterId: ids.character,
    state: 'completed',
    attempt: 1,
    error: null,
    warnings: [],
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

export const imageRow = (change: Partial<ImageRow> = {}): ImageRow => ({
  id: ids.image,
  characterId: ids.character,
  userId: ids.ada,
  sha256: 'ab'.repeat(32),
  bytes: 1000,
  width: 832,
  height: 1472,
  prompt: 'a photograph',
  userPrompt: null,
  negativePrompt: null,
  editPrompt: 'add a banana',
  seed: 1,
  scene: 'beach_day',
  environment: 'beach',
  outfit: 'bikini',
  aspectRatio: '9:16',
  qualityMode: 'draft',
  nsfw: false,
  sourceImageId: null,
  rootImageId: change.id ?? ids.image,
  ancestors: [],
  depth: 0,
  editType: 'inpaint',
  maskSha256: 'cd'.repeat(32),
  coveredPixels: 10,
  totalPixels: 1000,
  maskCoveragePct: 1,
  origin: 'edited',
  engine: 'preview',
  workflow: 'flux-fill-inpaint',
  params: null,
  jobId: ids.job,
  outputIndex: 0,
  favourite: false,
  createdAt: '2026-01-01T00:00:00.000Z',
  deletedAt: null,
  erased: false,
  position: 5n,
  ...change,
})

export const jobRow = (change: Partial<JobRow> = {}): JobRow => ({
  id: ids.job,
  batchId: ids.job,
  userId: ids.ada,
  characterId: ids.character,
  kind: 'edit',
  state: 'queued',
  attempt: 1,
  backendId: null,
  engine: 'preview',
  workflow: 'flux-fill-inpaint',
  error: null,
  warnings: [],
  negativePromptUsed: false,
  hasNegativePrompt: true,
  sourceImageId: ids.image,
  retryOf: null,
  nsfw: false,
  text: 'add a banana',
  width: 832,
  height: 1472,
  imageIds: [],
  requestedAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  updatedAt: '2026-01-01T00:00:00.000Z',
  position: 4n,
  ...change,
})

export const characterRow = (change: Partial<CharacterRow> = {}): CharacterRow => ({
  id: ids.character,
  userId: ids.ada,
  name: 'Mia',
  handle: 'mia',
  gender: 'female',
  style: 'realistic',
  age: 27,
  ethnicity: 'latina',
  skinColor: 'tan',
  eyeColor: 'brown',
  faceShape: 'oval',
  hairStyle: 'long wavy',
  hairColor: 'brown',
  bodyType: 'athletic',
  freckles: false,
  scars: false,
  tattoos: false,
  piercings: false,
  defaultOutfit: 'jeans',
  bio: '',
  nsfwEnabled: false,
  referenceSha256: null,
  archived: false,
  erased: false,
  createdAt: '2026-01-01T00:00:00.000Z',
  position: 1n,
  ...change,
})
