import type { EngineReport } from '../../../application/ports/image-engine.ts'
import { status, type Status } from '../contract/status.ts'
import type { Door, Installation, Route } from '../route.ts'
import { json, route } from '../route.ts'
import { viewGroups } from './health.ts'

export const statusRoutes = (door: Door): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/v1/status',
    access: 'admin',
    rate: 'read',
    tag: 'Health',
    summary: 'How the installation is: the line, engines, views, disk and backups',
    answers: { 200: { what: 'The status', schema: status } },
    handle: async () => json(200, await statusOf(door)),
  }),
]

/** Without an installation around it, a door knows of neither volume nor backup. */
const nowhere: Installation = { disk: () => Promise.resolve(null), lastBackupAt: () => Promise.resolve(null) }

async function statusOf({ version, queries, useCases, newerEvents, installation = nowhere }: Door): Promise<Status> {
  const [line, report, views, disk, lastBackupAt] = await Promise.all([
    queries.jobs.line(),
    useCases.engineReport(),
    viewGroups(queries.views),
    // A volume that cannot be asked is told by its store, to those who need it; the page must not go with it.
    installation.disk().catch(() => null),
    installation.lastBackupAt(),
  ])
  const { queued, dispatching, running, cancelling } = line.inState
  return {
    version,
    jobs: { waiting: queued + dispatching, running: running + cancelling, oldestWaitsSince: line.oldestQueuedAt },
    engines: enginesOf(report),
    views,
    disk,
    lastBackupAt,
    waitsForNewer: [...(newerEvents?.standing() ?? [])],
  }
}

const enginesOf = ({ backends }: EngineReport): Status['engines'] => ({
  reachable: backends.filter(({ reachable }) => reachable).length,
  all: backends.length,
})
