// Many clients that poll how their job stands and know the answer already: `perSecond` requests, sent when they are due and not when the
// one before was answered, each with the ETag of the last answer.
import { Agent, request } from 'node:http'

export async function benchPolls({ url, token, jobIds, perSecond, seconds }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 100 })
  const etags = new Map()
  const tally = { times: [], unchanged: 0, failed: 0 }
  const pending = []
  const startedAt = performance.now()
  for (let sent = 0; sent < perSecond * seconds; sent++) {
    const dueMs = startedAt + (sent * 1_000) / perSecond
    while (performance.now() < dueMs) await new Promise((resolve) => setTimeout(resolve, 1))
    pending.push(poll({ agent, url, token, jobId: jobIds[sent % jobIds.length], dueMs, etags, tally }))
  }
  await Promise.all(pending)
  agent.destroy()
  return tally
}

/** Timed from the moment at which it was due: a request that had to wait for its turn has waited. */
function poll({ agent, url, token, jobId, dueMs, etags, tally }) {
  const known = etags.get(jobId)
  const headers = { authorization: `Bearer ${token}`, ...(known === undefined ? {} : { 'if-none-match': known }) }
  return new Promise((resolve) => {
    const asked = request(new URL(`/image/comfyui/${jobId}/results`, url), { agent, headers }, (response) => {
      response.resume().once('end', () => {
        tally.times.push(performance.now() - dueMs)
        if (response.statusCode === 304) tally.unchanged += 1
        else if (response.statusCode !== 200) tally.failed += 1
        if (response.headers.etag !== undefined) etags.set(jobId, response.headers.etag)
        resolve()
      })
    })
    asked.once('error', () => {
      tally.failed += 1
      resolve()
    })
    asked.end()
  })
}
