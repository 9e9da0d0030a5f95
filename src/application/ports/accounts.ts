import type { UserId } from '../../domain/ids.ts'

export type Role = 'member' | 'admin'
export type Scope = 'read' | 'write' | 'audit'

export type User = {
  readonly id: UserId
  readonly username: string
  readonly role: Role
  readonly preferences: Preferences
  readonly createdAt: string
}

export type Preferences = { readonly showNsfw: boolean; readonly theme: 'system' | 'dark' | 'light' }

/** A session of the web or an API token, by the hash of its secret; the secret itself is shown once and stored nowhere. */
export type Session = {
  readonly id: string
  readonly userId: UserId
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly userAgent: string | null
}
export type ApiToken = {
  readonly id: string
  readonly userId: UserId
  readonly name: string
  readonly scopes: readonly Scope[]
  /** The last four characters, to tell tokens apart. */
  readonly tail: string
  readonly createdAt: string
  readonly lastUsedAt: string | null
}

/** People and what they sign in with. Not event-sourced: nothing is learned from their history, and they must be forgettable. */
export interface Accounts {
  /** Whether any account exists. */
  any(): Promise<boolean>
  /** `taken` when the username exists, letter case aside; `not-first` when `onlyIfFirst` and an account exists (races included). */
  create(
    user: { readonly id: UserId; readonly username: string; readonly passwordHash: string; readonly role: Role },
    onlyIfFirst: boolean,
  ): Promise<'created' | 'taken' | 'not-first'>
  byUsername(username: string): Promise<{ readonly user: User; readonly passwordHash: string } | null>
  byId(id: UserId): Promise<User | null>
  list(): Promise<readonly User[]>
  /**
   * Ends every session of the user. With `insteadOf`, the hash that the old password was compared with: false, and nothing changes, where
   * the account has another one by now (races included).
   */
  setPassword(id: UserId, passwordHash: string, insteadOf?: string): Promise<boolean>
  /** Only what is named changes, whatever else is changed at the same moment. */
  setPreferences(id: UserId, changes: Partial<Preferences>): Promise<void>
  /**
   * Sessions end after 7 days without use and 30 days in all. `passwordHash` is what the password was compared with: false, and no session,
   * where the account has another one by now (races included).
   */
  startSession(session: {
    readonly id: string
    readonly userId: UserId
    readonly passwordHash: string
    readonly secretHash: string
    readonly userAgent: string | null
  }): Promise<boolean>
  /** The live session and its user; notes the use, at most once a minute. */
  bySession(secretHash: string): Promise<{ readonly user: User; readonly sessionId: string } | null>
  endSession(userId: UserId, sessionId: string): Promise<void>
  sessionsOf(userId: UserId): Promise<readonly Session[]>
  addToken(token: {
    readonly id: string
    readonly userId: UserId
    readonly name: string
    readonly scopes: readonly Scope[]
    readonly tail: string
    readonly secretHash: string
  }): Promise<void>
  byToken(secretHash: string): Promise<{ readonly user: User; readonly tokenId: string; readonly scopes: readonly Scope[] } | null>
  tokensOf(userId: UserId): Promise<readonly ApiToken[]>
  removeToken(userId: UserId, tokenId: string): Promise<boolean>
}
