import { afterAll, describe, expect, it } from '@jest/globals'
import { ellipseMask } from './adapters/cli/demo-pictures.ts'
import { studioClient, type StudioClient } from './adapters/cli/studio-client.ts'
import type { WireImage } from './adapters/http/contract/image.ts'
import type { JobResults, JobsAccepted } from './adapters/http/contract/job.ts'
import { firstCharacter, freshDataDir, removeDataDir, startTestServer, type TestServer } from './test-server.ts'

describe('kill -9 in the middle of a job', () => {
  const dataDir = freshDataDir()
  let server: TestServer | null = null
  afterAll(async () => {
    await server?.stop()
    removeDataDir(dataDir)
  })

  it('ends with exactly one result, whenever it strikes, and a restart keeps everything', async () => {
    server = await startTestServer(dataDir)
    const { token, characterId } = await firstCharacter(server.url)
    const source = await firstPicture(studioClient(server.url, token), characterId)
    const mask = Buffer.from(ellipseMask(source.width, source.height)).toString('base64')
    let expected = 1
    for (const afterMs of [0, 60, 250, 600, 1100]) {
      const client = studioClient(server.url, token)
      const job = (await client.post('/image/edit/inpaint', {
        characterId,
        sourceImageId: source.id,
        prompt: `add a banana (${afterMs})`,
        maskedImageBase64Png: mask,
      })) as JobsAccepted
      await new Promise((resolve) => setTimeout(resolve, afterMs))
      await server.kill()
      server = await startTestServer(dataDir)
      const again = studioClient(server.url, token)
      const images = await resultsOf(again, job.promptId)
      expected += 1
      expect(images).toHaveLength(1)
      const gallery = (await again.get(`/image-gallery/characters/${characterId}/images`)) as { images: readonly WireImage[] }
      expect(gallery.images).toHaveLength(expected)
      expect(gallery.images[0]?.editPrompt).toBe(`add a banana (${afterMs})`)
      expect(await again.file(source.url ?? '')).toHaveLength(source.bytes)
    }
  }, 180_000)
})

async function firstPicture(client: StudioClient, characterId: string): Promise<WireImage> {
  const form = { scene: 'cozy_home', environment: 'studio', outfit: 'hoodie', aspectRatio: '1:1', qualityMode: 'draft', nsfw: false }
  const job = (await client.post('/image/generate/studio', { characterId, ...form })) as JobsAccepted
  const [image] = await resultsOf(client, job.promptId)
  if (image === undefined) throw new Error('the first picture has no image')
  return image
}

async function resultsOf(client: StudioClient, promptId: string): Promise<readonly WireImage[]> {
  for (;;) {
    const results = (await client.get(`/image/comfyui/${promptId}/results`)) as JobResults
    if (results.status === 'failed') throw new Error(`the job failed: ${JSON.stringify(results.error)}`)
    if (results.status === 'completed') return results.images
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
