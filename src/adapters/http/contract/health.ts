import { z } from 'zod'

export const viewGroup = z.strictObject({
  group: z.string(),
  /** `faulted`: it stands still before an event that it cannot apply. `rebuilding`: another version is built beside it. */
  status: z.enum(['running', 'rebuilding', 'faulted']),
  /** Positions of the log that it has not looked at. */
  lag: z.string(),
  /** Events that were set aside and that nobody has accepted: `npm run es -- park list`. */
  parked: z.int(),
})

/**
 * `views` and `waitsForNewer` are told by `ready` and `startup`. The latter names what of this process stands before an event that only a
 * newer version of the program knows; absent while nothing does.
 */
export const health = z
  .strictObject({
    status: z.literal('ok'),
    version: z.string(),
    views: z.array(viewGroup).optional(),
    waitsForNewer: z.array(z.string()).optional(),
  })
  .meta({ id: 'Health' })
