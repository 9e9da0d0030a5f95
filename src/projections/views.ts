import { characters } from './characters/characters.ts'
import { images } from './images/images.ts'
import { jobStatus } from './job-status/job-status.ts'
import type { ProjectionGroup } from './projection.ts'

/** All that people see, in one group: with one checkpoint a job cannot be seen as completed before its pictures. */
export const views: ProjectionGroup = { name: 'views', projections: [images, jobStatus, characters] }
