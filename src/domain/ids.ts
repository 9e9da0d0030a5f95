/** Ids are lowercase canonical UUIDs; the flavour keeps one kind from standing in for another. */
type Flavoured<Kind extends string> = string & { readonly __kind?: Kind }

export type JobId = Flavoured<'job'>
export type BatchId = Flavoured<'batch'>
export type AssetId = Flavoured<'asset'>
export type CharacterId = Flavoured<'character'>
export type UserId = Flavoured<'user'>
export type EngineJobId = Flavoured<'engine-job'>

/** Lowercase hexadecimal SHA-256 of bytes. */
export type Sha256 = Flavoured<'sha256'>

export const editJobStream = (id: JobId): string => `editJob-${id}`
export const generationJobStream = (id: JobId): string => `generationJob-${id}`
export const imageAssetStream = (id: AssetId): string => `imageAsset-${id}`
export const characterStream = (id: CharacterId): string => `character-${id}`
