import { activity } from './activity/activity.ts'
import { characters } from './characters/characters.ts'
import { images } from './images/images.ts'
import { jobStatus } from './job-status/job-status.ts'
import { maskCoverage } from './mask-coverage/mask-coverage.ts'
import type { ProjectionGroup } from './projection.ts'

/** All that people see, in one group: with one checkpoint a job cannot be seen as completed before its pictures. */
export const views: ProjectionGroup = { name: 'views', projections: [images, jobStatus, characters], onPoison: 'stop' }

/** What people do, in numbers. A group of its own: an event that it cannot count must not hold up what people see, so it is set aside. */
export const insights: ProjectionGroup = { name: 'insights', projections: [maskCoverage, activity], onPoison: 'park' }
