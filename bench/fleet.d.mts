export type Role = 'api' | 'worker' | 'projector'

export type FleetPart = {
  readonly role: Role
  readonly name: string
  readonly url: string
  start(): Promise<void>
  end(signal: NodeJS.Signals): Promise<number | null>
}

export type Fleet = {
  readonly parts: readonly FleetPart[]
  of(role: Role): readonly FleetPart[]
  urls(): readonly string[]
  stop(): Promise<readonly (number | null)[]>
}

export function startFleet(wish: {
  readonly counts: Readonly<Record<Role, number>>
  readonly environment: Readonly<Record<string, string>>
  /** Short ones unless given; `{}` are those that people have. */
  readonly clocks?: Readonly<Record<string, string>>
  /** Told of a process that ended though nobody had asked it to. */
  readonly onCrash?: (what: string) => void
  /** Where their log goes: a file descriptor, or nowhere. */
  readonly output?: number | 'ignore'
}): Promise<Fleet>

export type FleetClient = {
  readonly tally: { readonly requests: number; readonly retries: number; readonly failed: number }
  get(path: string): Promise<unknown>
  post(path: string, body: unknown, key?: string): Promise<unknown>
}

export function fleetClient(wish: { urls(): readonly string[]; readonly token: string; readonly patienceMs?: number }): FleetClient
