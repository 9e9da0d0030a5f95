import { SpanKind } from '@opentelemetry/api'
import type { BlobStorage } from '../../application/ports/blob-storage.ts'
import type { CredentialSigner } from '../../application/ports/credential-signer.ts'
import type { ImageCodec } from '../../application/ports/image-codec.ts'
import type { Spans } from './spans.ts'

/** The blob store: kinds and sizes, no hashes. */
export function tracedBlobs(store: BlobStorage, { part }: Spans): BlobStorage {
  const asked = (kind: string, bytes?: number) => ({
    kind: SpanKind.CLIENT,
    attributes: { 'studio.blob': kind, ...(bytes === undefined ? {} : { 'studio.bytes': bytes }) },
  })
  return {
    ...store,
    put: (kind, bytes) => part('blob put', asked(kind, bytes.length), () => store.put(kind, bytes)),
    putDerived: (kind, source, bytes) => part('blob put', asked(kind, bytes.length), () => store.putDerived(kind, source, bytes)),
    get: (kind, sha256) =>
      part('blob get', asked(kind), async (span) => {
        const found = await store.get(kind, sha256)
        span.setAttribute('studio.bytes', found?.length ?? 0)
        return found
      }),
    check: () => part('blob check', asked('none'), () => store.check()),
  }
}

/** What is done to pixels; nothing of what they show. */
export function tracedCodec(codec: ImageCodec, { part }: Spans): ImageCodec {
  return {
    ...codec,
    readMask: (...asked) => part('check mask', {}, () => codec.readMask(...asked)),
    areaOf: (...asked) => part('measure mask', {}, () => codec.areaOf(...asked)),
    engineInput: (...asked) => part('make engine input', {}, () => codec.engineInput(...asked)),
    pasteBack: (...asked) => part('paste back', {}, () => codec.pasteBack(...asked)),
    cleanOutput: (...asked) => part('clean output', {}, () => codec.cleanOutput(...asked)),
    normaliseUpload: (...asked) => part('normalise upload', {}, () => codec.normaliseUpload(...asked)),
    thumbnail: (png, longestPx) =>
      part('make thumbnail', { attributes: { 'studio.longest_px': longestPx } }, () => codec.thumbnail(png, longestPx)),
  }
}

export const tracedSigner = <Signer extends CredentialSigner>(signer: Signer, { part }: Spans): Signer => ({
  ...signer,
  sign: (...asked: Parameters<CredentialSigner['sign']>) =>
    part('sign', { attributes: { 'studio.making': asked[1].making.kind } }, () => signer.sign(...asked)),
})
