import type { Cause, Handled } from './handle-command.ts'
import type { IdSource } from './ports/id-source.ts'
import type { Context } from './use-cases.ts'

/** A change asked for by a person. It is a new command each time, unless `commandId` says that a repeat means the same one. */
export function causeOf(
  { idSource }: { readonly idSource: Pick<IdSource, 'random'> },
  context: Context,
  about: { readonly commandId?: string; readonly correlationId?: string } = {},
): Cause {
  return {
    commandId: about.commandId ?? idSource.random(),
    correlationId: about.correlationId ?? context.requestId,
    actor: { kind: 'user', id: context.caller.user.id },
    ...(context.idempotency === undefined ? {} : { fingerprint: context.idempotency.fingerprint }),
    ...(context.traceparent === undefined ? {} : { traceparent: context.traceparent }),
  }
}

/** The id of a stream to be started: under an Idempotency-Key always the same one for the same user, route, key and place in the batch. */
export function newId({ idSource }: { readonly idSource: Pick<IdSource, 'random' | 'named'> }, context: Context, index: number): string {
  if (context.idempotency === undefined) return idSource.random()
  const { route, key } = context.idempotency
  return idSource.named(JSON.stringify([context.caller.user.id, route, key, index]))
}

/**
 * The command that starts a stream. It carries the fingerprint: two different bodies that race under one key are two commands, so the
 * later one meets a stream that exists instead of being taken for a repeat of the other.
 */
export const startCommandId = (context: Context, id: string): string => `${id}/start/${context.idempotency?.fingerprint ?? ''}`

/** Whether an equal request beside this one started the stream: without a key there is none. */
export const isReplay = ({ idempotency }: Context, { wroteNow }: Pick<Handled<never>, 'wroteNow'>): boolean =>
  idempotency !== undefined && !wroteNow
