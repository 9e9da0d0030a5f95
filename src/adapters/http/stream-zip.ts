import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { ZipFile } from 'yazl'
import type { Caller, Download } from '../../application/use-cases.ts'
import type { Door } from './route.ts'

const sliceBytes = 64 * 1024

/**
 * Sends pictures as a zip, stored as they are, because a PNG does not get smaller. They are read one after the other and only as fast as
 * the reader takes them; none any more once it has left. A picture that cannot be read ends the connection: a zip that breaks off must
 * not look like a whole one.
 */
export function streamZip(door: Door, caller: Caller, downloads: readonly Download[], response: Response): void {
  const zip = new ZipFile()
  const breakOff = (error: Error): void => {
    door.log.warn('a zip breaks off', { error: error.message })
    response.destroy()
  }
  zip.on('error', breakOff)
  response.set({
    'Content-Type': 'application/zip',
    'Content-Disposition': 'attachment; filename=pictures.zip',
    'Cache-Control': 'private, no-store',
  })
  for (const { name, download } of named(downloads)) {
    const about = { compress: false, size: download.bytes, mtime: new Date(download.createdAt) }
    zip.addReadStreamLazy(name, about, (pass) => {
      bytesOf(door, caller, download).then((bytes) => pass(null, Readable.from(slices(bytes))), breakOff)
    })
  }
  // Nothing is compressed, so the size is known before the first picture is read, and the browser can tell how far it is.
  zip.end(undefined, (total?: number) => {
    if (total !== undefined && total >= 0) response.set('Content-Length', String(total))
  })
  const stop = (): void => breakOff(new Error('the program stops'))
  door.stop?.addEventListener('abort', stop, { once: true })
  if (door.stop?.aborted === true) stop()
  pipeline(zip.outputStream, response)
    .catch((error: unknown) => door.log.debug('a zip was not taken whole', { error: error instanceof Error ? error.message : 'unknown' }))
    .finally(() => door.stop?.removeEventListener('abort', stop))
}

/** `mia-20260131-1f2e3d4c.png`; two pictures of one character and day may share the short id, and then carry the long one. */
export function named(downloads: readonly Download[]): readonly { readonly name: string; readonly download: Download }[] {
  const taken = new Set<string>()
  return downloads.map((download) => {
    const stem = `${download.handle ?? 'picture'}-${download.createdAt.slice(0, 10).replaceAll('-', '')}`
    const short = `${stem}-${download.assetId.slice(0, 8)}.png`
    const name = taken.has(short) ? `${stem}-${download.assetId}.png` : short
    taken.add(name)
    return { name, download }
  })
}

async function bytesOf({ useCases }: Door, caller: Caller, { assetId }: Download): Promise<Uint8Array> {
  const read = await useCases.readImageFile({ assetId, what: 'file' }, caller)
  if (!read.ok) throw new Error(`a picture of the zip is ${read.rejection.type}`)
  return read.value.bytes
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += sliceBytes) yield bytes.subarray(from, from + sliceBytes)
}
