import { isPlainPath } from './fill-graph.ts'

/** The folder of ours, in the input as in the output folder of a server. */
export const ourFolder = 'persona-studio'

/** The save node of a run writes `<folder>/<engineJobId>_00001_.png`, so that a file tells whose it is. */
export const filenamePrefixOf = (engineJobId: string): string => `${ourFolder}/${engineJobId}`

export type OutputFile = { readonly filename: string; readonly subfolder: string; readonly type: string }

/** Whether a file that a server lists was saved by the output node of this run: nothing else was given its prefix. */
export const isOutputOf = (engineJobId: string, file: OutputFile): boolean =>
  file.type === 'output' && file.subfolder === ourFolder && file.filename.startsWith(`${engineJobId}_`) && isPlainPath(file.filename)

/** `<type>/<subfolder>/<filename>` */
export const refOf = (file: OutputFile): string => `${file.type}/${file.subfolder}/${file.filename}`

/** The question for a file's bytes; `null` for a ref that we did not write or that leads out of the output folder. */
export function viewPathOf(ref: string): string | null {
  const parts = ref.split('/')
  const [type, ...rest] = parts
  const filename = rest.at(-1)
  if (type !== 'output' || filename === undefined || !isPlainPath(rest.join('/'))) return null
  return `/view?${new URLSearchParams({ filename, subfolder: rest.slice(0, -1).join('/'), type }).toString()}`
}
