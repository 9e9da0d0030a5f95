/** What is wrong with a node of a graph, in ComfyUI's own words. */
export type NodeFault = {
  readonly type: string
  readonly message: string
  readonly details: string
  readonly extra_info: Readonly<Record<string, unknown>>
}
