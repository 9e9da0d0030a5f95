import type { AssetId, Sha256 } from '../../domain/ids.ts'
import type { EngineKind } from '../../domain/job/job-events.ts'
import type { Box } from './image-codec.ts'

/** How a picture was drawn, as far as it may be told to everybody: a file that was handed out cannot be taken back. */
export type PublicRecipe = {
  readonly engine: EngineKind
  readonly workflow: string
  readonly workflowVersion: number
  readonly seed: number
}

/** How a picture came to be. Without a prompt, a name or a person. */
export type Making =
  | { readonly kind: 'generated'; readonly recipe: PublicRecipe }
  | {
      readonly kind: 'edited'
      /** The file that was edited, with whatever credentials it carries. */
      readonly parent: { readonly assetId: AssetId; readonly png: Uint8Array }
      readonly recipe: PublicRecipe
      readonly mask: {
        readonly sha256: Sha256
        /** Per cent of all pixels, one decimal. */
        readonly coveragePct: number
        /** Pixels; holds everything that could change. */
        readonly region: Box
      }
    }
  /** Somebody's own picture. What its file told of itself before it became a PNG of ours is kept, and nothing is added. */
  | { readonly kind: 'uploaded'; readonly original: Uint8Array }

/**
 * Content Credentials (C2PA): a signed statement inside the file of how it came to be, so that somebody who only has the file can find
 * out. Nothing is ever fetched from an address that a file names. Throws `CredentialsFailed`, for uploads `SigningBusy` too.
 */
export interface CredentialSigner {
  /**
   * The PNG with its credentials: the same pixels and the same other chunks. An upload whose original carried none comes back as it
   * was: nothing is known of it, so nothing is claimed. `madeAt`: ISO 8601, UTC.
   */
  sign(png: Uint8Array, about: { readonly assetId: AssetId; readonly madeAt: string; readonly making: Making }): Promise<Uint8Array>
  /** The certificate, in PEM, that everything signed here goes back to. */
  readonly rootCertificate: string
  close(): Promise<void>
}

/** One file in a picture's ancestry, as its manifest tells it. */
export type CredentialStep = {
  readonly title: string
  /** Program and version that made the claim; `null` where nothing is claimed. */
  readonly madeBy: string | null
  /** What was done, in order: `c2pa.created`, `c2pa.opened`, `c2pa.edited`… */
  readonly actions: readonly string[]
  /** ISO 8601; `null` where the manifest names no moment. */
  readonly when: string | null
  /** The last part of IPTC's name for how the pixels came about, such as `compositeSynthetic`. */
  readonly sourceType: string | null
  /** `unsigned`: the file had no manifest, so nothing is known of it or of what came before. */
  readonly state: 'intact' | 'altered' | 'unsigned'
  /** The verifier's codes for what does not hold. */
  readonly faults: readonly string[]
}

/** What a file says of how it came to be, and whether that still holds. */
export type CredentialReport = {
  /** `trusted`: signed here and intact. `valid`: intact, signed by somebody else. `invalid`: altered, or the signature does not hold. */
  readonly state: 'none' | 'trusted' | 'valid' | 'invalid'
  /** The file itself first, then its parent, and so on; empty without a manifest. */
  readonly chain: readonly CredentialStep[]
}

/** More uploads wait to be signed than is good. Thrown before anything is looked at; what a job has drawn always waits its turn. */
export class SigningBusy extends Error {
  override readonly name = 'SigningBusy'
}

export class CredentialsFailed extends Error {
  override readonly name = 'CredentialsFailed'
}
