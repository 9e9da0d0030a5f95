/** A fact that happened: past tense, plain JSON, never changed once stored. */
export type DomainEvent = { readonly type: string; readonly data: object }

/** A refusal is a value with the facts that explain it; it knows no HTTP status. */
export type Result<Value, Refusal> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly rejection: Refusal }

export const ok = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value })

export const rejected = <Refusal>(rejection: Refusal): { readonly ok: false; readonly rejection: Refusal } => ({ ok: false, rejection })

/**
 * An aggregate as three pure functions. `decide` answers a command with the events it causes (none when nothing changes) or with a
 * refusal; `evolve` folds a stored event into the state and never throws on an event that `decide` produced.
 */
export type Decider<State, Command, Event extends DomainEvent, Refusal extends { readonly type: string }> = {
  readonly initial: State
  readonly evolve: (state: State, event: Event) => State
  readonly decide: (command: Command, state: State) => Result<readonly Event[], Refusal>
}

/** The state after a history, oldest event first. */
export const fold = <State, Event>(
  decider: { readonly initial: State; readonly evolve: (state: State, event: Event) => State },
  history: readonly Event[],
): State => history.reduce(decider.evolve, decider.initial)

/** Closes an exhaustive switch: a case that was forgotten does not compile. */
export function unreachable(value: never): never {
  throw new Error(`no case for ${JSON.stringify(value)}`)
}
