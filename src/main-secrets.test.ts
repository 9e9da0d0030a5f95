import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startTestReceiver, type ReceivedSpan, type TestReceiver } from './adapters/telemetry/test-receiver.ts'
import { runMainJobOfSecrets, type MainJobOfSecrets } from './test-secrets.ts'
import { freshDataDir, removeDataDir, startTestServer, type TestServer } from './test-server.ts'

const metricsToken = 'canary-metrics-token-3e88'
const clientTrace = 'c0ffee'.padEnd(32, '0')
const clientSpan = 'c0ffee'.padEnd(16, '0')

describe('what the program tells of a main job, at its most talkative', () => {
  const dataDir = freshDataDir()
  const said: string[] = []
  let receiver: TestReceiver
  let server: TestServer
  let job: MainJobOfSecrets
  let metrics: string

  beforeAll(async () => {
    receiver = await startTestReceiver()
    const environment = { LOG_LEVEL: 'debug', OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, METRICS_TOKEN: metricsToken }
    server = await startTestServer(dataDir, environment, (text) => said.push(text))
    job = await runMainJobOfSecrets(server.url, `00-${clientTrace}-${clientSpan}-01`)
    metrics = await (await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } })).text()
    expect(await server.stop()).toBe(0)
  }, 120_000)

  afterAll(async () => {
    await server.kill()
    await receiver.close()
    removeDataDir(dataDir)
  })

  /** Which of the secrets a text holds. */
  const foundIn = (text: string): readonly string[] => {
    const secrets = { ...job.secrets, metricsToken }
    expect(Object.values(secrets).every((secret) => secret.length >= 8)).toBe(true)
    return Object.entries(secrets)
      .filter(([, secret]) => text.includes(secret))
      .map(([what]) => what)
  }

  it('writes the request of each into the log, and no secret', () => {
    const log = said.join('')
    expect(log).toContain('"/image/edit/inpaint"')
    expect(log).toContain('"/api/v1/session"')
    expect(foundIn(log)).toEqual([])
  })

  it('counts it for the operator, without a secret', () => {
    expect(metrics).toContain('studio_jobs_finished_total{outcome="completed",code="none"} 2')
    expect(foundIn(metrics)).toEqual([])
  })

  it('answers strangers without a secret of anybody, their own included', () => {
    expect(job.toldStrangers).toContain('"code":"wrong-credentials"')
    expect(foundIn(job.toldStrangers)).toEqual([])
  })

  it('tells the whole way of an edit in one trace, which the client began, and no secret', () => {
    const spans = receiver.spans().filter(({ traceId }) => traceId === clientTrace)
    const parentName = ({ parentSpanId }: ReceivedSpan) => spans.find(({ spanId }) => spanId === parentSpanId)?.name ?? null
    const lineage = new Set(spans.map((span) => `${parentName(span) ?? '–'} > ${span.name}`))
    for (const step of [
      '– > POST /image/edit/inpaint',
      'POST /image/edit/inpaint > requestInpaint',
      'requestInpaint > check mask',
      'requestInpaint > blob put',
      'requestInpaint > send jobs',
      'send jobs > process jobs',
      'send jobs > project views',
      'process jobs > engine upload',
      'process jobs > engine submit',
      'process jobs > engine run',
      'process jobs > engine download',
      'process jobs > paste back',
      'process jobs > sign',
      'process jobs > append',
      'append > project views',
    ])
      expect(lineage).toContain(step)
    expect(spans.filter(({ name }) => name === 'POST /image/edit/inpaint')[0]?.parentSpanId).toBe(clientSpan)
    const [processed] = spans.filter(({ name }) => name === 'process jobs')
    expect(processed?.attributes).toMatchObject({ 'studio.job_id': job.promptId, 'studio.kind': 'edit', 'studio.outcome': 'done' })
    expect(spans.filter(({ failed }) => failed)).toEqual([])
    expect(foundIn(receiver.text())).toEqual([])
  })

  it('tells of nothing but kinds, counts, outcomes and our own ids', () => {
    const keys = new Set(receiver.spans().flatMap(({ attributes }) => Object.keys(attributes)))
    const known =
      /^(studio\.(stream|events|job_id|outcome|blob|bytes|longest_px|making|pod|looks|kind|task|claim|views)|http\.(request\.method|route|response\.status_code)|messaging\.(system|destination\.name|operation\.type)|error\.type)$/
    expect([...keys].filter((key) => !known.test(key))).toEqual([])
  })
})
