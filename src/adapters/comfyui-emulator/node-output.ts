/** A picture as `/history` and `/view` name it. */
export type ImageFile = { readonly filename: string; readonly subfolder: string; readonly type: string }

export type NodeOutput = { readonly images: readonly ImageFile[] }
