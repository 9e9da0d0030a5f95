import { ApiFailure, newKey } from './http.ts'

/** A request as it goes out, with the key by which the server knows it again. */
export type Sent<Input> = { readonly input: Input; readonly key: string }

/**
 * Keeps what was sent for a person's wish until an answer comes. Whoever asks for the same once more because they heard nothing sends the
 * same under the same key: the server may have begun with it, and begins nothing twice.
 */
export function wishInHand<Input>() {
  let open: { readonly wish: string; readonly sent: Sent<Input> } | null = null
  return {
    /** `wish` is all that was wanted, without what chance adds to it; `make` adds that. */
    send(wish: unknown, make: () => Input): Sent<Input> {
      const said = JSON.stringify(wish)
      if (open?.wish !== said) open = { wish: said, sent: { input: make(), key: newKey() } }
      return open.sent
    },
    /** An answer came, or a failure. One of the line or of the server's own tells nothing about the wish. */
    heard(error: unknown): void {
      const isOpen = error instanceof ApiFailure && (error.status === 0 || error.status >= 500)
      if (!isOpen) open = null
    },
  }
}
