/** Keys of protected fields: one per subject (a character), wrapped by DATA_KEY. Destroying one makes its texts unreadable for ever. */
export interface SubjectKeys {
  /** The 32-byte key of a subject, made on first use. `null` once destroyed: nothing new can be encrypted for it. */
  keyFor(subject: string): Promise<Uint8Array | null>
  /** As `keyFor` without making one: many subjects in one round trip; destroyed and unknown ones are absent from the map. */
  keysOf(subjects: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>
  destroy(subject: string): Promise<void>
}
