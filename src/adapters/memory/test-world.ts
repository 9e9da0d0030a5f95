import { createHash } from 'node:crypto'
import { queueRoom } from '../../application/job/queue-room.ts'
import type { Accounts, ApiToken, Session, User } from '../../application/ports/accounts.ts'
import type { Clock } from '../../application/ports/clock.ts'
import type { CredentialSigner } from '../../application/ports/credential-signer.ts'
import type { Draft, DraftStore } from '../../application/ports/draft-store.ts'
import type { IdSource } from '../../application/ports/id-source.ts'
import type { Log } from '../../application/ports/log.ts'
import type { Ports } from '../../application/ports/ports.ts'
import type { ProgressHub } from '../../application/ports/progress-hub.ts'
import type { SecretSource } from '../../application/ports/secret-source.ts'
import type { Caller, CharacterForm, Context } from '../../application/use-cases.ts'
import { useCases } from '../../application/wired-use-cases.ts'
import { eventCodec } from '../codec/codec.ts'
import { memoryAuditTrail } from './memory-audit-trail.ts'
import { memoryBlobReferences } from './memory-blob-references.ts'
import { memoryBlobStorage } from './memory-blob-storage.ts'
import { memoryEventStore } from './memory-event-store.ts'
import { memorySubjectKeys } from './memory-subject-keys.ts'
import { scriptedEngine, type EngineScript } from './scripted-engine.ts'
import { wordImageCodec } from './word-image-codec.ts'

/** Everything the use cases need, in memory and under a clock that only moves when told to. */
export function testWorld(script: EngineScript = {}) {
  const time = { nowMs: Date.parse('2030-01-01T00:00:00.000Z') }
  const clock: Clock = { now: () => time.nowMs, sleep: async () => undefined }
  const eventStore = memoryEventStore(clock, eventCodec(memorySubjectKeys()))
  /** What a view would say that has counted everything. */
  const waiting = { own: 0, all: 0, asOf: 2n ** 62n }
  const handles = new Set<string>()
  const imageEngine = scriptedEngine(script)
  const ports = {
    eventStore,
    auditTrail: memoryAuditTrail(eventStore),
    blobStorage: memoryBlobStorage(),
    blobReferences: memoryBlobReferences(eventStore),
    imageCodec: wordImageCodec(),
    imageEngine,
    credentialSigner: unsignedPictures,
    progressHub: silentHub(),
    accounts: memoryAccounts(clock),
    secretSource: plainSecrets(),
    draftStore: memoryDrafts(clock),
    queueRoom: queueRoom({ jobCounts: { waiting: async () => waiting }, limits: { userQueueMax: 50, queueMax: 1_000 } }),
    handleDirectory: { handleTaken: async (_owner: string, handle: string) => handles.has(handle.toLowerCase()) },
    idSource: countingIds(),
    clock,
  } satisfies Ports
  return {
    ports,
    use: useCases(ports),
    time,
    waiting,
    handles,
    imageEngine,
    events: async () => (await eventStore.readAll(0n, 10_000)).events,
  }
}

export const userOf = (name: string, extra: Partial<User> = {}): User => ({
  id: namedId(`user ${name}`),
  username: name,
  role: 'member',
  preferences: { showNsfw: false, theme: 'system' },
  createdAt: '2030-01-01T00:00:00.000Z',
  ...extra,
})

export const callerOf = (user: User): Caller => ({ user, via: 'session', scopes: ['read', 'write', 'audit'], sessionId: null })

export const contextOf = (user: User, idempotency?: Context['idempotency']): Context => ({
  caller: callerOf(user),
  requestId: 'request',
  ...(idempotency === undefined ? {} : { idempotency }),
})

export const characterForm: CharacterForm = {
  name: 'Mara',
  handle: 'mara',
  gender: 'female',
  style: 'realistic',
  age: 27,
  ethnicity: 'latina',
  skinColor: 'tan',
  eyeColor: 'brown',
  faceShape: 'oval',
  hairStyle: 'long wavy',
  hairColor: 'black',
  bodyType: 'athletic',
  freckles: false,
  scars: false,
  tattoos: false,
  piercings: false,
  defaultOutfit: 'denim jacket',
  bio: '',
  nsfwEnabled: false,
}

/** Leaves pictures as they are: what is written into them is the credentials' own affair. */
export const unsignedPictures: CredentialSigner = { sign: async (png) => png, rootCertificate: '', close: async () => undefined }

export const silentLog: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

/** An id that the same name always has, without a version: good enough where nobody checks for one. */
export function namedId(name: string): string {
  const known = idsByName.get(name)
  if (known !== undefined) return known
  const hex = createHash('sha256').update(name).digest('hex')
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  idsByName.set(name, id)
  return id
}

/** A simulation asks for the same few hundred names in each of its thousands of schedules. */
const idsByName = new Map<string, string>()

/** Random ids that are the same in every run. */
export function countingIds(): IdSource {
  let count = 0
  return { random: () => namedId(`random ${(count += 1)}`), named: namedId, seed: () => 4_711, chance: () => 0.5 }
}

export function silentHub(): ProgressHub {
  const previews = new Map<string, { readonly mime: 'image/jpeg' | 'image/png'; readonly bytes: Uint8Array; readonly rev: number }>()
  return {
    publish: () => undefined,
    publishPreview: (jobId, _ownerId, picture) => void previews.set(jobId, { ...picture, rev: 1 }),
    latest: () => null,
    latestPreview: async (jobId) => previews.get(jobId) ?? null,
    clear: (jobId) => void previews.delete(jobId),
    subscribe: () => () => undefined,
  }
}

/** Secrets that can be read: nothing here is worth keeping. */
function plainSecrets(): SecretSource {
  let count = 0
  return {
    mint: (prefix) => `${prefix}_${(count += 1)}`,
    digest: (secret) => `digest of ${secret}`,
    hashPassword: async (password) => `hash of ${password}`,
    verifyPassword: async (password, hash) => hash === `hash of ${password}`,
  }
}

function memoryDrafts(clock: Clock): DraftStore {
  const drafts = new Map<string, Draft>()
  return {
    load: async (userId, imageId) => drafts.get(`${userId} ${imageId}`) ?? null,
    async save(userId, imageId, basedOn, draft) {
      const kept = drafts.get(`${userId} ${imageId}`) ?? null
      if ((kept?.revision ?? 0) !== basedOn) return { outcome: 'stale', draft: kept }
      const saved = { ...draft, imageId, revision: basedOn + 1, savedAt: new Date(clock.now()).toISOString() }
      drafts.set(`${userId} ${imageId}`, saved)
      return { outcome: 'saved', draft: saved }
    },
    remove: async (userId, imageId) => void drafts.delete(`${userId} ${imageId}`),
  }
}

function memoryAccounts(clock: Clock): Accounts {
  const users = new Map<string, { user: User; passwordHash: string }>()
  const sessions = new Map<string, Session>()
  const tokens = new Map<string, ApiToken & { readonly secretHash: string }>()
  const now = (): string => new Date(clock.now()).toISOString()
  const named = (username: string) => [...users.values()].find(({ user }) => user.username.toLowerCase() === username.toLowerCase())
  const owner = (id: string) => users.get(id)?.user ?? null
  return {
    any: async () => users.size > 0,
    async create({ id, username, passwordHash, role }, onlyIfFirst) {
      if (onlyIfFirst && users.size > 0) return 'not-first'
      if (named(username) !== undefined) return 'taken'
      users.set(id, { user: { id, username, role, preferences: { showNsfw: false, theme: 'system' }, createdAt: now() }, passwordHash })
      return 'created'
    },
    byUsername: async (username) => structuredClone(named(username) ?? null),
    byId: async (id) => owner(id),
    list: async () => [...users.values()].map(({ user }) => user),
    async setPassword(id, passwordHash, insteadOf) {
      const kept = users.get(id)
      if (kept === undefined || (insteadOf !== undefined && kept.passwordHash !== insteadOf)) return false
      kept.passwordHash = passwordHash
      for (const [hash, session] of sessions) if (session.userId === id) sessions.delete(hash)
      return true
    },
    async setPreferences(id, changes) {
      const kept = users.get(id)
      if (kept !== undefined) kept.user = { ...kept.user, preferences: { ...kept.user.preferences, ...changes } }
    },
    async startSession({ id, userId, passwordHash, secretHash, userAgent }) {
      if (users.get(userId)?.passwordHash !== passwordHash) return false
      sessions.set(secretHash, { id, userId, userAgent, createdAt: now(), lastSeenAt: now() })
      return true
    },
    async bySession(secretHash) {
      const session = sessions.get(secretHash)
      const user = session === undefined ? null : owner(session.userId)
      return session === undefined || user === null ? null : { user, sessionId: session.id }
    },
    async endSession(userId, sessionId) {
      for (const [hash, session] of sessions) if (session.userId === userId && session.id === sessionId) sessions.delete(hash)
    },
    sessionsOf: async (userId) => [...sessions.values()].filter((session) => session.userId === userId),
    addToken: async (token) => void tokens.set(token.id, { ...token, createdAt: now(), lastUsedAt: null }),
    async byToken(secretHash) {
      const token = [...tokens.values()].find((candidate) => candidate.secretHash === secretHash)
      const user = token === undefined ? null : owner(token.userId)
      return token === undefined || user === null ? null : { user, tokenId: token.id, scopes: token.scopes }
    },
    tokensOf: async (userId) => [...tokens.values()].filter((token) => token.userId === userId),
    removeToken: async (userId, tokenId) => tokens.get(tokenId)?.userId === userId && tokens.delete(tokenId),
  }
}
