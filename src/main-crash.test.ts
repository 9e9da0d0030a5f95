import { afterAll, describe, expect, it } from '@jest/globals'
import { ellipseMask } from './adapters/cli/demo-pictures.ts'
import { studioClient } from './adapters/cli/studio-client.ts'
import type { WireImage } from './adapters/http/contract/image.ts'
import type { JobsAccepted } from './adapters/http/contract/job.ts'
import { emptyDataDir, firstCharacter, generate, removeDataDir, resultOf, startTestServer, type TestServer } from './test-server.ts'

describe('kill -9 in the middle of a job', () => {
  // A true first start: this one creates its database itself.
  const dataDir = emptyDataDir()
  let server: TestServer | null = null
  afterAll(async () => {
    await server?.stop()
    removeDataDir(dataDir)
  })

  it('ends with exactly one result, whenever it strikes, and a restart keeps everything', async () => {
    server = await startTestServer(dataDir)
    const { token, characterId } = await firstCharacter(server.url)
    const source = await generate(studioClient(server.url, token), characterId, '1:1')
    const mask = Buffer.from(ellipseMask(source.width, source.height)).toString('base64')
    let expected = 1
    for (const afterMs of [0, 250, 900]) {
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
      const image = await resultOf(again, job.promptId)
      expected += 1
      const gallery = (await again.get(`/image-gallery/characters/${characterId}/images`)) as { images: readonly WireImage[] }
      expect(gallery.images).toHaveLength(expected)
      expect(gallery.images[0]).toEqual(image)
      expect(await again.file(source.url ?? '')).toHaveLength(source.bytes)
    }
  }, 180_000)
})
