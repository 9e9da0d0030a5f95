/** Secrets are made, hashed and compared here, so that the rings above never hold more than they must. */
export interface SecretSource {
  /** 256 random bits as text, with a prefix that tells what it is. */
  mint(prefix: 'ps_session' | 'ps_token'): string
  /** SHA-256 of a minted secret, as stored. */
  digest(secret: string): string
  /** argon2id, m = 19 MiB, t = 2, p = 1; at most two at a time. Throws `PasswordQueueFull` when 20 more wait already. */
  hashPassword(password: string): Promise<string>
  /** Takes the same time whether or not there is a hash to compare with. Throws `PasswordQueueFull` as `hashPassword` does. */
  verifyPassword(password: string, hash: string | null): Promise<boolean>
}

/** Too many passwords are being worked on: nothing was read or changed, and the next moment may have room. */
export class PasswordQueueFull extends Error {
  override readonly name = 'PasswordQueueFull'
}
