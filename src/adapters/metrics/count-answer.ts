import type { AnsweredRequest } from '../../application/ports/request-meter.ts'
import type { Meters } from './meters.ts'

export function countAnswer({ method, route, status, durationMs, problem, isReplay }: AnsweredRequest, meters: Meters): void {
  meters.request.observe({ method, route, status }, durationMs / 1000)
  if (isReplay) meters.replays.inc()
  if (problem === null) return
  if (limits.has(problem)) meters.rateLimited.inc({ policy: problem })
  if (doors.has(problem)) meters.authFailures.inc({ reason: problem })
  if (problem.startsWith('mask-') || pictures.has(problem)) meters.rejected.inc({ code: problem })
}

const limits: ReadonlySet<string> = new Set(['too-many-requests', 'too-many-jobs', 'queue-full', 'server-busy'])
const doors: ReadonlySet<string> = new Set(['sign-in-needed', 'wrong-credentials', 'csrf-refused', 'scope-missing', 'admin-only'])
const pictures: ReadonlySet<string> = new Set(['upload-not-an-image', 'picture-too-large'])
