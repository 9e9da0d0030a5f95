import type { Door, Route } from './route.ts'
import { accountRoutes } from './routes/accounts.ts'
import { auditRoutes } from './routes/audit.ts'
import { characterRoutes } from './routes/characters.ts'
import { credentialRoutes } from './routes/credentials.ts'
import { draftRoutes } from './routes/drafts.ts'
import { editRoutes } from './routes/edits.ts'
import { engineRoutes } from './routes/engine.ts'
import { eventRoutes } from './routes/events.ts'
import { fileRoutes } from './routes/files.ts'
import { galleryRoutes } from './routes/galleries.ts'
import { generationRoutes } from './routes/generations.ts'
import { healthRoutes } from './routes/health.ts'
import { imageRoutes } from './routes/images.ts'
import { insightsRoutes } from './routes/insights.ts'
import { jobRoutes } from './routes/jobs.ts'
import { presetRoutes } from './routes/presets.ts'
import { referenceRoutes } from './routes/references.ts'
import { resultRoutes } from './routes/results.ts'
import { selectionRoutes } from './routes/selections.ts'
import { sessionRoutes } from './routes/sessions.ts'
import { statusRoutes } from './routes/status.ts'
import { uploadRoutes } from './routes/uploads.ts'

/** Every address of the API, once: express, the description at /openapi.json and the authorisation test are made from this list. */
export const routeTable = (door: Door): readonly Route[] => [
  ...editRoutes(door),
  ...resultRoutes(door),
  // `/images/ids` stands before `/images/:id`: the first that fits answers.
  ...galleryRoutes(door),
  ...selectionRoutes(door),
  ...generationRoutes(door),
  ...uploadRoutes(door),
  ...imageRoutes(door),
  ...fileRoutes(door),
  ...jobRoutes(door),
  ...auditRoutes(door),
  ...insightsRoutes(door),
  ...eventRoutes(door),
  ...characterRoutes(door),
  ...referenceRoutes(door),
  ...presetRoutes(door),
  ...draftRoutes(door),
  ...engineRoutes(door),
  ...credentialRoutes(door),
  ...sessionRoutes(door),
  ...accountRoutes(door),
  ...healthRoutes(door),
  ...statusRoutes(door),
]
