/** A character as its owner sees it; `null` texts were erased. */
export type CharacterRow = {
  readonly id: string
  readonly userId: string
  readonly name: string | null
  readonly handle: string | null
  readonly gender: string
  readonly style: string
  readonly age: number
  readonly ethnicity: string
  readonly skinColor: string
  readonly eyeColor: string
  readonly faceShape: string
  readonly hairStyle: string
  readonly hairColor: string
  readonly bodyType: string
  readonly freckles: boolean
  readonly scars: boolean
  readonly tattoos: boolean
  readonly piercings: boolean
  readonly defaultOutfit: string | null
  readonly bio: string | null
  readonly nsfwEnabled: boolean
  readonly referenceSha256: string | null
  readonly archived: boolean
  /** Gone for ever; no query answers with such a row. */
  readonly erased: boolean
  readonly createdAt: string
  readonly position: bigint
}

export interface CharactersQuery {
  /** Newest first, archived ones last. */
  list(ownerId: string): Promise<readonly CharacterRow[]>
  find(ownerId: string, id: string): Promise<CharacterRow | null>
  /** Whether another living character of the owner has this handle, letter case aside. */
  handleTaken(ownerId: string, handle: string, exceptId: string | null): Promise<boolean>
}
