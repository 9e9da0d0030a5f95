/** Why a graph cannot be made or would be refused, and where. */
export type Fault = {
  readonly reason: FaultReason
  readonly place: Place
  /** A sentence for people. */
  readonly message: string
}
export type FaultReason =
  | 'not-a-workflow'
  | 'unknown-class'
  | 'browser-node'
  | 'cycle'
  | 'no-output'
  | 'required-missing'
  | 'bad-link'
  | 'wrong-link-type'
  | 'wrong-value-type'
  | 'below-minimum'
  | 'above-maximum'
  | 'not-in-list'
  | 'file-missing'
  | 'upload-missing'
  | 'folder-disagrees'
  | 'too-old'

/** Something that was decided on the way and that the author should know. */
export type Note = { readonly kind: NoteKind; readonly place: Place; readonly message: string }
export type NoteKind = 'default-taken' | 'value-dropped' | 'text-kept'

/** Nulls where the fault belongs to the whole graph, or to a node as a whole. */
export type Place = {
  readonly node: string | null
  readonly title: string | null
  readonly nodeClass: string | null
  readonly input: string | null
}

export const wholeGraph: Place = { node: null, title: null, nodeClass: null, input: null }
