import { manifestStore, signed } from './c2pa-library.ts'

export type CredentialTask =
  | { readonly act: 'sign'; readonly given: Parameters<typeof signed> }
  | { readonly act: 'read'; readonly given: Parameters<typeof manifestStore> }

/**
 * The entry of a thread. The library is WebAssembly: hostile bytes can confuse it, but not leave it. The thread is there so that a long
 * file delays nobody and can be stopped.
 */
export async function runTask(task: CredentialTask): Promise<unknown> {
  try {
    return task.act === 'sign' ? await signed(...task.given) : await manifestStore(...task.given)
  } catch (error) {
    // The library throws texts, and a text would arrive without the words that say where it comes from.
    throw error instanceof Error ? error : new Error(String(error))
  }
}
