/**
 * Finds single things, many in one question: while a question is on its way, those who come wait and go together with the next. Each question
 * starts after everybody aboard has asked, so no answer is older than what it answers; who comes alone waits for nobody. Answers undefined for
 * a key that `ask` does not find. When a question fails, it fails for all aboard.
 */
export function askedTogether<Found>(
  ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, Found>>,
): (key: string) => Promise<Found | undefined> {
  let next: Promise<ReadonlyMap<string, Found>> | null = null
  let aboard = new Set<string>()
  let last: Promise<unknown> = Promise.resolve()

  const leave = (): Promise<ReadonlyMap<string, Found>> => {
    const keys = [...aboard]
    next = null
    aboard = new Set()
    return ask(keys)
  }
  return async (key) => {
    aboard.add(key)
    if (next === null) {
      next = last.then(leave)
      last = next.catch(() => undefined) // told to everybody aboard
    }
    return (await next).get(key)
  }
}
