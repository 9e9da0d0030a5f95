import { outageOf } from './views/view-errors.ts'

/**
 * A store whose methods throw `named` when the database is away: its driver has many words for that, and those above know one. All other
 * errors, and methods that answer at once, pass as they are.
 */
export function namingOutages<Store extends object>(store: Store, named: (reason: string) => Error): Store {
  const members = Object.entries(store).map(([name, member]: [string, unknown]) => {
    if (typeof member !== 'function') return [name, member]
    const method = (...given: readonly unknown[]): unknown => {
      const answer: unknown = Reflect.apply(member, store, given)
      return isThenable(answer) ? Promise.resolve(answer).catch(rethrow) : answer
    }
    return [name, method]
  })
  const rethrow = (error: unknown): never => {
    const reason = outageOf(error)
    throw reason === null ? error : named(reason)
  }
  return Object.fromEntries(members) as Store
}

/** Also what the query library answers, which is no promise of the platform. */
const isThenable = (answer: unknown): answer is PromiseLike<unknown> =>
  typeof answer === 'object' && answer !== null && 'then' in answer && typeof answer.then === 'function'
