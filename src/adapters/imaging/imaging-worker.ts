import sharp from 'sharp'
import { imagingWork, type ImagingTask } from './imaging-work.ts'

// The entry of a child process. Its whole life is one picture after another, so nothing is kept between two of them.
sharp.cache(false)
sharp.concurrency(1)
// An allow-list: whatever the signature promised, only these three decoders can be reached.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadPngBuffer', 'VipsForeignLoadJpegBuffer', 'VipsForeignLoadWebpBuffer'] })

// Ctrl-C reaches a whole group of processes; the parent finishes its pictures first and then ends its children itself.
process.on('SIGINT', () => undefined)

export async function runTask({ act, given }: ImagingTask): Promise<unknown> {
  // The task's type ties the act to what it is given; the compiler cannot follow that tie through the table.
  const work = imagingWork[act] as (...given: readonly unknown[]) => Promise<unknown>
  return work(...given)
}
