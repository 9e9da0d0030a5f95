import { EventIsNewer } from '../../application/ports/event-store.ts'

/** Turns the data of one version of an event into that of the next. Pure; runs on opened texts. */
export type Upcaster = (data: object) => object

/** Per event type the steps 1→2, 2→3, …; a type without an entry is at version 1. A step, once released, is never changed. */
export type Upcasters = Readonly<Record<string, readonly Upcaster[]>>

/** Only how it is stored has changed: from version 2 on the outfit, a text that people write, is sealed. */
const sameWithSealedOutfit: Upcaster = (data) => data

/** Likewise: all texts of the event are sealed in one. */
const sameSealedTogether: Upcaster = (data) => data

export const upcasters: Upcasters = {
  GenerationRequested: [sameWithSealedOutfit, sameSealedTogether],
  InpaintRequested: [sameSealedTogether],
  ImageAssetCreated: [sameWithSealedOutfit, sameSealedTogether],
  CharacterCreated: [sameSealedTogether],
  CharacterChanged: [sameSealedTogether],
}

export class EventNotUnderstood extends Error {
  override readonly name = 'EventNotUnderstood'
}

export const newestVersion = (chain: Upcasters, type: string): number => stepsOf(chain, type).length + 1

/** The data as of the newest version, from any that `refuseNewer` lets pass. */
export function upcast(chain: Upcasters, type: string, version: number, data: object): object {
  const newest = newestVersion(chain, type)
  if (!Number.isInteger(version) || version < 1) throw new EventNotUnderstood(`${type} is stored in version ${version}`)
  if (version === newest) return data
  return stepsOf(chain, type)
    .slice(version - 1)
    .reduce((older, step) => step(older), data)
}

/** To be asked before anything is looked for in the data: what a newer version holds, and where, only its program knows. */
export function refuseNewer(chain: Upcasters, type: string, version: number): void {
  const newest = newestVersion(chain, type)
  if (version > newest) throw new EventIsNewer(`${type} is stored in version ${version}, this program knows versions 1 to ${newest}`)
}

const stepsOf = (chain: Upcasters, type: string): readonly Upcaster[] => (Object.hasOwn(chain, type) ? (chain[type] ?? []) : [])
