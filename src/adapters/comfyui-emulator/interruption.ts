/** Why a run ends early: a person stopped it, the engine forgot it, or the thread that ran it died. */
export type Reason = 'interrupted' | 'forgotten' | 'died'

export class RunStopped extends Error {
  override readonly name = 'RunStopped'
  readonly reason: Reason

  constructor(reason: Reason) {
    super(reason)
    this.reason = reason
  }
}

export type Interruption = ReturnType<typeof interruption>

/** The one flag of the engine. It is lowered when a run starts, so a flag raised while nothing runs is lost. */
export function interruption() {
  let reason: Reason | null = null
  let stop: ((error: RunStopped) => void) | null = null

  return {
    raise(why: Reason): void {
      reason = why
      stop?.(new RunStopped(why))
    },
    lower(): void {
      reason = null
    },
    check(): void {
      if (reason) throw new RunStopped(reason)
    },
    /** The same result, unless the flag is raised first: then it rejects with `RunStopped`. */
    async unlessRaised<T>(work: Promise<T>): Promise<T> {
      if (reason) throw new RunStopped(reason)
      const raised = new Promise<never>((_resolve, reject) => {
        stop = reject
      })
      return Promise.race([work, raised])
    },
  }
}
