import { beforeEach, describe, expect, it } from '@jest/globals'
import { memoryCheckpointStore } from '../../adapters/memory/memory-checkpoint-store.ts'
import { memoryTaskQueue } from '../../adapters/memory/memory-task-queue.ts'
import { contextOf, silentLog } from '../../adapters/memory/test-world.ts'
import { mara, testWorkshop } from '../../adapters/memory/test-workshop.ts'
import { EventIsNewer } from '../ports/event-store.ts'
import { newerEvents } from '../ports/newer-events.ts'
import type { NewTask } from '../ports/task-queue.ts'
import { alarm } from './alarm.ts'
import { jobProcess } from './job-process.ts'
import { processPage, runProcess, type ProcessPorts } from './run-process.ts'
import { restlessClock, turnsUntil } from './turns.contract.ts'

const maxWaitMs = 60_000

const restless = restlessClock()

describe('the job process', () => {
  let shop: ReturnType<typeof testWorkshop>
  let ports: ProcessPorts
  let tasks: NewTask[]
  beforeEach(() => {
    shop = testWorkshop()
    tasks = []
    const clock = { now: () => shop.time.nowMs, sleep: async () => undefined }
    const checkpointStore = memoryCheckpointStore({ ...memoryTaskQueue(clock), enqueue: async (due) => void tasks.push(...due) })
    ports = { eventStore: shop.ports.eventStore, checkpointStore, clock, log: silentLog }
  })
  const process = () => jobProcess(shop.ports.idSource, { maxWaitMs })

  it('given a new job, then it is driven now and looked at once more when its longest wait is over', async () => {
    const jobId = await shop.askForEdit()
    await processPage(ports, process())
    const about = { jobId, ownerId: mara.id, jobKind: 'edit' }
    const runAt = new Date(shop.time.nowMs + maxWaitMs).toISOString()
    expect(tasks).toMatchObject([
      { kind: 'run', ...about },
      { kind: 'give-up', ...about, runAt },
    ])
    expect(tasks[0]).not.toHaveProperty('runAt')
  })

  it('given a cancellation, then a task carries it to the engine, for the turn of its owner', async () => {
    const jobId = await shop.askForPicture()
    await processPage(ports, process())
    tasks.length = 0
    await shop.use.cancelJob({ jobId }, contextOf(mara))
    await processPage(ports, process())
    expect(tasks).toMatchObject([{ kind: 'cancel', jobId, ownerId: mara.id, jobKind: 'generation' }])
  })

  it('names tasks by their event, so that the same event never gives another task', async () => {
    await shop.askForPicture()
    const [event] = (await shop.events()).filter(({ type }) => type === 'GenerationRequested')
    if (event === undefined) throw new Error('no request')
    expect(process().tasksOf(event)).toEqual(process().tasksOf(event))
    expect(
      new Set(
        process()
          .tasksOf(event)
          .map(({ taskId }) => taskId),
      ).size,
    ).toBe(2)
  })

  it('given the same page twice, then the checkpoint lets it through once', async () => {
    await shop.askForPicture()
    await processPage(ports, process())
    await processPage(ports, process())
    expect(tasks).toHaveLength(2)
  })

  it('given somebody who was faster, then its own page is dropped', async () => {
    await shop.askForPicture()
    const { advance } = ports.checkpointStore
    const raced = {
      ...ports.checkpointStore,
      advance: async (...args: Parameters<typeof advance>) => (await advance(...args), advance(...args)),
    }
    expect(await processPage({ ...ports, checkpointStore: raced }, process())).toBe(false)
    expect(tasks).toHaveLength(2)
  })

  it('given an event of a newer program, then the jobs before it get their tasks, it says so once, and goes on when it can read it', async () => {
    const stop = alarm()
    const program = { isOld: true }
    const errors: string[] = []
    const first = await shop.askForPicture()
    const second = await shop.askForPicture()
    const { eventStore } = ports
    const old: ProcessPorts = {
      ...ports,
      newerEvents: newerEvents(),
      log: { ...silentLog, error: (message) => void errors.push(message) },
      eventStore: {
        ...eventStore,
        async readAll(...asked) {
          const page = await eventStore.readAll(...asked)
          if (program.isOld && page.events.some(({ stream }) => stream.endsWith(second))) throw new EventIsNewer('of tomorrow')
          return page
        },
      },
    }
    const running = runProcess({ ...old, clock: restless }, process(), { pollMs: 1 }, stop)
    await turnsUntil(() => errors.length > 0)
    await turnsUntil(() => restless.now() > 20)
    expect(errors).toEqual(['a process waits for a newer version of the program'])
    expect(tasks.map(({ jobId }) => jobId)).toEqual([first, first])
    program.isOld = false
    await turnsUntil(() => tasks.length === 4)
    expect([tasks[2]?.jobId, old.newerEvents?.standing()]).toEqual([second, []])
    stop.ring()
    await running
  })

  it('given an outage, then it goes on when it is over, and ends when told to', async () => {
    const stop = alarm()
    let failures = 3
    const eventStore = {
      ...ports.eventStore,
      readAll: async (...args: Parameters<typeof ports.eventStore.readAll>) => {
        if ((failures -= 1) >= 0) throw new Error('down')
        return ports.eventStore.readAll(...args)
      },
    }
    const checkpointStore = {
      ...ports.checkpointStore,
      advance: async (...args: Parameters<typeof ports.checkpointStore.advance>) => {
        stop.ring()
        return ports.checkpointStore.advance(...args)
      },
    }
    await shop.askForPicture()
    await runProcess({ ...ports, eventStore, checkpointStore }, process(), { pollMs: 10 }, stop)
    expect(tasks).toHaveLength(2)
  })
})
