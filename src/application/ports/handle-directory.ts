/** Which handles a person uses already. Handles are labels, not keys: a duplicate that slips through a race does no harm. */
export interface HandleDirectory {
  /** Whether another living character of the owner has this handle, letter case aside. */
  handleTaken(ownerId: string, handle: string, exceptId: string | null): Promise<boolean>
}
