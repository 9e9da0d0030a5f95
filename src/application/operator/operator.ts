import { groupOf, wordsOf } from '../history/event-words.ts'
import { differences, stateAt, upTo, type Difference, type Moment, type StateAt } from '../history/state-at.ts'
import { withoutTexts } from '../history/without-texts.ts'
import type { ToldEvent } from '../history/event-words.ts'
import type { LogRecords } from '../ports/log-records.ts'
import { countSubject, eraseSubject, type Erased, type ErasurePorts } from './erase-subject.ts'
import { verifyLog, type Progress, type Verified, type VerifyPorts } from './verify-log.ts'

export type OperatorPorts = ErasurePorts & VerifyPorts & { readonly records: LogRecords }

/** What the operator of an installation can ask of its log, beside what its people can. */
export type Operator = {
  readonly records: LogRecords
  /** Names of the streams of an id, or the name itself; empty where there is none. */
  streamsOf(about: string): Promise<readonly string[]>
  /** The events of a stream in words, oldest first. People's texts only when asked for. */
  history(stream: string, moment: Moment, texts: boolean): Promise<readonly ToldEvent[]>
  stateAt(stream: string, moment: Moment, texts: boolean): Promise<StateAt>
  /** What changed in a stream between two moments. */
  difference(stream: string, from: Moment, to: Moment, texts: boolean): Promise<readonly Difference[]>
  verify(onProgress: Progress): Promise<Verified>
  countSubject(subject: string): Promise<Erased>
  eraseSubject(subject: string): Promise<Erased>
}

const categories = ['imageAsset', 'editJob', 'generationJob', 'character'] as const

export function operator(ports: OperatorPorts): Operator {
  const { eventStore, records } = ports
  const events = async (stream: string, texts: boolean) => {
    const all = await eventStore.readStream(stream)
    return texts ? all : all.map(withoutTexts)
  }
  return {
    records,
    async streamsOf(about) {
      const names = categories.some((category) => about.startsWith(`${category}-`))
        ? [about]
        : categories.map((category) => `${category}-${about}`)
      const found = await Promise.all(names.map(async (name) => ((await eventStore.readStream(name)).length > 0 ? [name] : [])))
      return found.flat()
    },
    async history(stream, moment, texts) {
      const told = upTo(await events(stream, texts), moment)
      return told.map((event) => ({ ...event, words: wordsOf(event), group: groupOf(event), actorName: null }))
    },
    stateAt: async (stream, moment, texts) => stateAt(stream, await events(stream, texts), moment),
    async difference(stream, from, to, texts) {
      const history = await events(stream, texts)
      const [before, after] = [stateAt(stream, history, from), stateAt(stream, history, to)]
      return differences({ status: before.status, ...before.state }, { status: after.status, ...after.state })
    },
    verify: (onProgress) => verifyLog(ports, onProgress),
    countSubject: (subject) => countSubject(ports, subject),
    eraseSubject: (subject) => eraseSubject(ports, subject),
  }
}
