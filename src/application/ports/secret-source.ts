/** Secrets are made, hashed and compared here, so that the rings above never hold more than they must. */
export interface SecretSource {
  /** 256 random bits as text, with a prefix that tells what it is. */
  mint(prefix: 'ps_session' | 'ps_token'): string
  /** SHA-256 of a minted secret, as stored. */
  digest(secret: string): string
  /** argon2id, m = 19 MiB, t = 2, p = 1; at most two at a time. */
  hashPassword(password: string): Promise<string>
  /** Takes the same time whether or not there is a hash to compare with. */
  verifyPassword(password: string, hash: string | null): Promise<boolean>
}
