import { z } from 'zod'
import { viewGroup } from './health.ts'
import { time } from './text.ts'

/** How the installation is, for those who run it: what `/metrics` tells programs. */
export const status = z
  .strictObject({
    version: z.string(),
    jobs: z.strictObject({ waiting: z.int(), running: z.int(), oldestWaitsSince: time.nullable() }),
    engines: z.strictObject({ reachable: z.int(), all: z.int() }),
    views: z.array(viewGroup),
    /** Of the volume of the pictures: below the floor nothing new is accepted. Null where they lie in a bucket, which tells nobody. */
    disk: z.strictObject({ freeBytes: z.int(), floorBytes: z.int() }).nullable(),
    /** Of the newest that `npm run backup` wrote whole. */
    lastBackupAt: time.nullable(),
    /** What of the process that answers stands before an event of a newer version. */
    waitsForNewer: z.array(z.string()),
  })
  .meta({ id: 'Status' })

export type Status = z.infer<typeof status>
