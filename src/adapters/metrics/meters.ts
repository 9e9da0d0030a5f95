import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** A poll is answered within milliseconds, a picture takes minutes. */
const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const storageSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const jobSeconds = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 900]

export type Meters = ReturnType<typeof metersIn>

/**
 * Every number that is published, on one page: base units, our own prefix, and labels that name kinds, never a person, a job or a picture.
 * What is counted as it happens is of this process alone; what is asked at the moment of reading (`inState` and below) is of the whole
 * installation, the same from each of its processes.
 */
export function metersIn(registry: Registry) {
  const registers = [registry]
  const counter = <Label extends string>(name: string, help: string, ...labelNames: readonly Label[]): Counter<Label> =>
    new Counter<Label>({ name: `studio_${name}`, help, labelNames, registers })
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: readonly Label[]): Gauge<Label> =>
    new Gauge<Label>({ name: `studio_${name}`, help, labelNames, registers })
  const histogram = <Label extends string>(
    name: string,
    help: string,
    buckets: number[],
    ...labelNames: readonly Label[]
  ): Histogram<Label> => new Histogram<Label>({ name: `studio_${name}`, help, buckets, labelNames, registers })
  return {
    build: gauge('build_info', 'Always 1; the version is a label.', 'version'),
    request: histogram(
      'http_server_request_duration_seconds',
      'Requests that were answered, by pattern of the route.',
      requestSeconds,
      'method',
      'route',
      'status',
    ),
    accepted: counter('jobs_accepted_total', 'Jobs that were accepted.', 'kind'),
    finished: counter('jobs_finished_total', 'Jobs that ended; `code` says why one failed.', 'outcome', 'code'),
    attempts: counter('attempts_total', 'Attempts of jobs that were over without a picture, by what ended them.', 'reason'),
    queueWait: histogram('job_queue_wait_seconds', 'From request to first submission, of jobs that ended.', jobSeconds, 'kind'),
    run: histogram('job_run_seconds', 'From first submission to the end, of jobs that ended.', jobSeconds, 'kind'),
    total: histogram('job_total_seconds', 'From request to the end, of jobs that ended.', jobSeconds, 'kind', 'outcome'),
    leasesLost: counter('leases_lost_total', 'Claims that turned out to be somebody else’s while they were worked on.'),
    fencedWrites: counter('fenced_writes_total', 'Tasks that were handed in or back too late and refused.'),
    append: histogram('event_append_seconds', 'Appends to the log.', storageSeconds, 'result'),
    conflicts: counter('append_conflicts_total', 'Appends that found their stream moved on.'),
    blobs: histogram('blob_operation_seconds', 'Calls of the blob store.', storageSeconds, 'op', 'backend', 'result'),
    blobBytes: counter('blob_bytes_total', 'Bytes that went to and came from the blob store.', 'op', 'backend'),
    inState: gauge('jobs_in_state', 'Jobs that have not ended.', 'state'),
    oldestQueued: gauge('oldest_queued_age_seconds', 'Age of the job that waits longest; 0 while none waits.'),
    quarantined: gauge('quarantined_jobs', 'Jobs that were given up after they failed again and again, or took their workers with them.'),
    lagEvents: gauge('projection_lag_events', 'Positions of the log that a group of views has not looked at.', 'projection'),
    lagSeconds: gauge('projection_lag_seconds', 'Age of the first event that a group of views has not looked at.', 'projection'),
    faulted: gauge('projection_faulted', '1 while a group stands still before an event.', 'projection'),
    parked: gauge('projection_parked_events', 'Events that were set aside and that nobody has accepted.', 'projection'),
    blobFree: gauge('blob_free_bytes', 'Room on the volume of the pictures; below DISK_FLOOR_MB nothing new is accepted.', 'backend'),
    backupAge: gauge('backup_age_seconds', 'Since the newest backup that `npm run backup` wrote whole; absent before the first.'),
    imaging: histogram('image_decode_seconds', 'Work on pictures in children, time in line included.', storageSeconds, 'op', 'result'),
    rejected: counter('image_rejected_total', 'Uploads and masks that were refused.', 'code'),
    rateLimited: counter('rate_limited_total', 'Requests that came too often or found no place in line.', 'policy'),
    replays: counter('idempotent_replays_total', 'Requests that were answered from what the same key had made before.'),
    authFailures: counter('auth_failures_total', 'Requests that were refused for who sent them, or for where from.', 'reason'),
    streams: gauge('sse_connections', 'Event streams that are open.'),
    streamsDropped: counter('sse_dropped_total', 'Event streams that were cut off because their reader did not read.'),
    podJob: histogram('pod_job_seconds', 'From submission to the result, of runs that brought one.', jobSeconds, 'pod'),
    podBreaker: gauge('pod_breaker_state', '0: trusted. 1: tried with one run. 2: left alone after failures.', 'pod'),
    podUp: gauge('pod_up', '1 while a pod answers.', 'pod'),
    podQueue: gauge('pod_queue_depth', 'Runs in the queue of a pod, whoever put them there.', 'pod'),
    waitsForNewer: gauge('waits_for_newer', '1 while a part of this process waits for a newer version of the program.', 'part'),
    unknown: gauge('figures_unavailable', '1 while figures of this source could not be asked for; they are then absent.', 'source'),
  }
}
