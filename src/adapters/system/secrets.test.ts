import { describe, expect, it } from '@jest/globals'
import { secrets, turnstile } from './secrets.ts'

describe('secrets', () => {
  it('mints 256 random bits behind a telling prefix', () => {
    const minted = Array.from({ length: 100 }, () => secrets().mint('ps_token'))
    expect(new Set(minted).size).toBe(100)
    for (const secret of minted) expect(secret).toMatch(/^ps_token_[A-Za-z0-9_-]{43}$/)
  })

  it('digests with SHA-256', () => {
    expect(secrets().digest('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  it('hashes with argon2id at the cost that OWASP asks for, salted', async () => {
    const source = secrets()
    const [one, other] = await Promise.all([source.hashPassword('correct horse'), source.hashPassword('correct horse')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(other)
  })

  it('given the right password, then it verifies; given another, a changed hash or no hash, then it does not', async () => {
    const source = secrets()
    const stored = await source.hashPassword('correct horse')
    expect(await source.verifyPassword('correct horse', stored)).toBe(true)
    expect(await source.verifyPassword('correct horsf', stored)).toBe(false)
    expect(await source.verifyPassword('correct horse', await source.hashPassword('other'))).toBe(false)
    expect(await source.verifyPassword('correct horse', null)).toBe(false)
    expect(await source.verifyPassword('', null)).toBe(false)
  })
})

describe('the turnstile', () => {
  it('given ten runs and two places, then never more than two are in, all get in, in order', async () => {
    const inTurn = turnstile(2)
    const entered: number[] = []
    let inside = 0
    let most = 0
    const run = (number: number) => async (): Promise<number> => {
      entered.push(number)
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside--
      return number
    }
    const answers = await Promise.all(Array.from({ length: 10 }, (_, number) => inTurn(run(number))))
    expect(answers).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(entered).toEqual(answers)
    expect(most).toBe(2)
  })

  it('given a run that fails, then its place is free again', async () => {
    const inTurn = turnstile(1)
    const failing = inTurn(() => Promise.reject(new Error('planted')))
    const following = inTurn(() => Promise.resolve('in'))
    await expect(failing).rejects.toThrow('planted')
    await expect(following).resolves.toBe('in')
    await expect(inTurn(() => Promise.resolve('again'))).resolves.toBe('again')
  })
})
