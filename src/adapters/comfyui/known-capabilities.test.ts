import { expect, it } from '@jest/globals'
import { silentLog } from '../memory/test-world.ts'
import type { ComfyHttp } from './comfy-http.ts'
import { knownCapabilities } from './known-capabilities.ts'

it('given a doubt that comes while a backend is being asked, then it is asked once more, and then no more for a while', async () => {
  let asked = 0
  let whileAsked = (): void => undefined
  const http: Pick<ComfyHttp, 'backendId' | 'getJson' | 'get'> = {
    backendId: 'pod-1',
    async getJson() {
      asked += 1
      whileAsked()
      return { system: { comfyui_version: '0.33.0' } }
    },
    get: async () => ({ status: 200, text: '{}' }),
  }
  const clock = { now: () => 0, sleep: () => new Promise<void>(() => undefined) }
  const known = knownCapabilities(http as ComfyHttp, [], { clock, log: silentLog, againAfterFailureMs: 1_000 })
  whileAsked = () => known.doubt()
  await known.current()
  whileAsked = () => undefined
  await known.current()
  await known.current()
  expect(asked).toBe(2)
})
