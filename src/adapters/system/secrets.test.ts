import { describe, expect, it } from '@jest/globals'
import { PasswordQueueFull } from '../../application/ports/secret-source.ts'
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

describe('a flood of passwords', () => {
  it('keeps two at work and twenty in line, and sends the others away', async () => {
    const source = secrets()
    const tries = await Promise.allSettled(Array.from({ length: 30 }, () => source.verifyPassword('guess', null)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(22)
    for (const one of tries) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(PasswordQueueFull)
  })
})

describe('the turnstile', () => {
  it('given ten runs and two places, then never more than two are in, all get in, in order', async () => {
    const inTurn = turnstile(2, 20)
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

  it('given a full line, then who comes is sent away at once, and the line goes on', async () => {
    const inTurn = turnstile(1, 2)
    let letGo = (): void => undefined
    const inside = inTurn(() => new Promise<void>((done) => (letGo = done)))
    const waiting = [inTurn(() => Promise.resolve('first')), inTurn(() => Promise.resolve('second'))]
    await expect(inTurn(() => Promise.resolve('third'))).rejects.toThrow(PasswordQueueFull)
    letGo()
    await inside
    expect(await Promise.all(waiting)).toEqual(['first', 'second'])
    await expect(inTurn(() => Promise.resolve('later'))).resolves.toBe('later')
  })

  it('given a run that fails, then its place is free again', async () => {
    const inTurn = turnstile(1, 20)
    const failing = inTurn(() => Promise.reject(new Error('planted')))
    const following = inTurn(() => Promise.resolve('in'))
    await expect(failing).rejects.toThrow('planted')
    await expect(following).resolves.toBe('in')
    await expect(inTurn(() => Promise.resolve('again'))).resolves.toBe('again')
  })
})
