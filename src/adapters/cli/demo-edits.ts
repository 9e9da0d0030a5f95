import { decodePng, differenceUnderMask, type Pixels } from './demo-pictures.ts'
import type { StudioClient } from './studio-client.ts'

export type EditWish = {
  readonly prompt: string
  readonly area: 'whole' | 'masked'
  /** 0.05..1 */
  readonly strength: number
  /** 1..4 */
  readonly count: number
}

/** One result, measured under the mask that the server has stored. */
export type Result = {
  readonly promptId: string
  readonly imageId: string
  readonly area: EditWish['area']
  readonly strength: number
  readonly outsideChangedBytes: number
  readonly insideChangedPercent: number
}

export type Picture = {
  readonly id: string
  readonly width: number
  readonly height: number
  readonly url: string | null
  readonly editMaskUrl: string | null
  readonly engine: string | null
  readonly maskCoveragePct: number | null
}

export type Edited = {
  readonly told: Result
  readonly bytes: Uint8Array
  readonly maskBytes: Uint8Array
  readonly maskCoveragePct: number | null
  readonly engine: string | null
}

type Subject = { readonly characterId: string; readonly sourceImageId: string; readonly source: Pixels; readonly mask: Uint8Array }
type Waiting = { readonly timeoutMs: number; readonly say: (line: string) => void }
type Accepted = { readonly promptIds: readonly string[] }
type Answer = {
  readonly status: string
  readonly images: readonly Picture[]
  readonly error?: { readonly code: string; readonly title: string }
}

/** Asks for an edit, waits for all its pictures and measures each of them. */
export async function editAll(
  client: StudioClient,
  subject: Subject,
  wish: EditWish,
  { timeoutMs, say }: Waiting,
): Promise<readonly Edited[]> {
  const { characterId, sourceImageId, source, mask } = subject
  const accepted = (await client.post('/image/edit/inpaint', {
    characterId,
    sourceImageId,
    ...wish,
    maskedImageBase64Png: Buffer.from(mask).toString('base64'),
  })) as Accepted
  const edited: Edited[] = []
  for (const promptId of accepted.promptIds) {
    const picture = await imageOf(client, promptId, timeoutMs)
    const bytes = await client.file(addressOf(picture.url))
    const maskBytes = await client.file(addressOf(picture.editMaskUrl))
    const difference = differenceUnderMask(source, decodePng(bytes), decodePng(maskBytes))
    const told = { promptId, imageId: picture.id, area: wish.area, strength: wish.strength, ...difference }
    edited.push({ told, bytes, maskBytes, maskCoveragePct: picture.maskCoveragePct, engine: picture.engine })
    say(`edited (${wish.area}, strength ${wish.strength}): "${wish.prompt}"`)
  }
  return edited
}

/** Polls the results of a job until it ends; a person's client would do the same. */
export async function imageOf(client: StudioClient, promptId: string, timeoutMs: number): Promise<Picture> {
  const deadline = Date.now() + timeoutMs
  while (Date.now() < deadline) {
    const results = (await client.get(`/image/comfyui/${promptId}/results`)) as Answer
    if (results.status === 'failed') throw new Error(`the job failed: ${results.error?.code ?? 'unknown'}: ${results.error?.title ?? ''}`)
    const [image] = results.images
    if (results.status === 'completed' && image !== undefined) return image
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`the job did not end within ${Math.round(timeoutMs / 1000)} s`)
}

export function addressOf(url: string | null): string {
  if (url === null) throw new Error('the picture has no address: it is hidden from this account')
  return url
}
