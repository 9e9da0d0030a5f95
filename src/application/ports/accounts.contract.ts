import { beforeEach, describe, expect, it } from '@jest/globals'
import type { Accounts, Role } from './accounts.ts'

export type AccountsUnderTest = {
  readonly accounts: Accounts
  /** Makes everything that is stored look this much older. */
  age(ms: number): Promise<void>
}

const minute = 60_000
const day = 24 * 60 * minute

/** What every store of accounts does. `open` answers with an empty one. */
export function accountsContract(name: string, open: () => Promise<AccountsUnderTest>): void {
  describe(`accounts in ${name}`, () => {
    let under: AccountsUnderTest
    let accounts: Accounts
    beforeEach(async () => {
      under = await open()
      accounts = under.accounts
    })

    const add = (number: number, username: string, role: Role = 'member', onlyIfFirst = false) =>
      accounts.create({ id: idOf(number), username, passwordHash: `hash of ${username}`, role }, onlyIfFirst)

    describe('people', () => {
      it('given none, when one is created, then it is found by name in any letter case, with its hash', async () => {
        expect(await accounts.any()).toBe(false)
        expect(await add(1, 'Ada')).toBe('created')
        expect(await accounts.any()).toBe(true)
        const found = await accounts.byUsername('aDA')
        expect(found).toMatchObject({ passwordHash: 'hash of Ada', user: { id: idOf(1), username: 'Ada', role: 'member' } })
        expect(found?.user.preferences).toEqual({ showNsfw: false, theme: 'system' })
        expect(await accounts.byId(idOf(1))).toEqual(found?.user)
        expect(new Date(found?.user.createdAt ?? '').toISOString()).toBe(found?.user.createdAt)
      })

      it('given a name, when another letter case of it is asked for, then it is taken', async () => {
        await add(1, 'Ada')
        expect(await add(2, 'ADA')).toBe('taken')
        expect(await accounts.list()).toHaveLength(1)
      })

      it('given an account, when a set-up comes, then it is not the first', async () => {
        await add(1, 'Ada')
        expect(await add(2, 'Bob', 'admin', true)).toBe('not-first')
        expect(await accounts.byId(idOf(2))).toBeNull()
      })

      it('given parallel set-ups, then exactly one makes an account', async () => {
        const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => add(index + 1, `first-${index}`, 'admin', true)))
        expect(answers.filter((answer) => answer === 'created')).toHaveLength(1)
        expect(answers.filter((answer) => answer === 'not-first')).toHaveLength(7)
        expect(await accounts.list()).toHaveLength(1)
      })

      it('given parallel creations of one name, then exactly one gets it', async () => {
        const answers = await Promise.all(Array.from({ length: 6 }, (_, index) => add(index + 1, index % 2 === 0 ? 'ada' : 'ADA')))
        expect(answers.filter((answer) => answer === 'created')).toHaveLength(1)
      })

      it('given unknown names and ids, then there is nobody', async () => {
        expect(await accounts.byUsername('nobody')).toBeNull()
        expect(await accounts.byId(idOf(9))).toBeNull()
      })

      it('when preferences are set, then they are kept', async () => {
        await add(1, 'Ada')
        await accounts.setPreferences(idOf(1), { showNsfw: true, theme: 'dark' })
        expect((await accounts.byId(idOf(1)))?.preferences).toEqual({ showNsfw: true, theme: 'dark' })
      })

      it('given two preferences that are changed at the same moment, then both are kept', async () => {
        await add(1, 'Ada')
        await Promise.all([accounts.setPreferences(idOf(1), { showNsfw: true }), accounts.setPreferences(idOf(1), { theme: 'dark' })])
        expect((await accounts.byId(idOf(1)))?.preferences).toEqual({ showNsfw: true, theme: 'dark' })
      })
    })

    describe('sessions', () => {
      const start = (secret: string, user = 1, passwordHash = `hash of ${user === 1 ? 'Ada' : 'Bob'}`) => {
        const id = idOf(100 + secret.length)
        return accounts.startSession({ id, userId: idOf(user), passwordHash, secretHash: secret, userAgent: 'a browser' })
      }
      beforeEach(async () => {
        await add(1, 'Ada')
        await add(2, 'Bob')
      })

      it('given a session, then its secret opens it and no other does', async () => {
        await start('s')
        expect(await accounts.bySession('s')).toMatchObject({ sessionId: idOf(101), user: { username: 'Ada' } })
        expect(await accounts.bySession('t')).toBeNull()
        expect(await accounts.sessionsOf(idOf(1))).toMatchObject([{ id: idOf(101), userId: idOf(1), userAgent: 'a browser' }])
        expect(await accounts.sessionsOf(idOf(2))).toEqual([])
      })

      it('given 7 days without use, then it has ended', async () => {
        await start('s')
        await under.age(7 * day + minute)
        expect(await accounts.bySession('s')).toBeNull()
        expect(await accounts.sessionsOf(idOf(1))).toEqual([])
      })

      it('given use every 6 days, then it lives on, but not past 30 days', async () => {
        await start('s')
        for (let days = 6; days < 30; days += 6) {
          await under.age(6 * day)
          expect(await accounts.bySession('s')).not.toBeNull()
        }
        await under.age(6 * day + minute)
        expect(await accounts.bySession('s')).toBeNull()
      })

      it('given a use within the minute, then it is not written again', async () => {
        await start('s')
        await under.age(30_000)
        const before = (await accounts.sessionsOf(idOf(1)))[0]?.lastSeenAt
        await accounts.bySession('s')
        expect((await accounts.sessionsOf(idOf(1)))[0]?.lastSeenAt).toBe(before)
        await under.age(minute)
        const older = (await accounts.sessionsOf(idOf(1)))[0]?.lastSeenAt
        await accounts.bySession('s')
        expect((await accounts.sessionsOf(idOf(1)))[0]?.lastSeenAt).not.toBe(older)
      })

      it('when it is ended by its user, then it is over; a stranger ends nothing', async () => {
        await start('s')
        await accounts.endSession(idOf(2), idOf(101))
        expect(await accounts.bySession('s')).not.toBeNull()
        await accounts.endSession(idOf(1), idOf(101))
        expect(await accounts.bySession('s')).toBeNull()
      })

      it('when the password is set, then all sessions of that user end and the hash is the new one', async () => {
        await start('s')
        await start('tt', 2)
        await accounts.setPassword(idOf(1), 'another hash')
        expect(await accounts.bySession('s')).toBeNull()
        expect(await accounts.bySession('tt')).not.toBeNull()
        expect((await accounts.byUsername('Ada'))?.passwordHash).toBe('another hash')
      })

      it('given two who change the password they both know at the same moment, then one does, and a third who knew it does not', async () => {
        await start('s')
        const change = (to: string) => accounts.setPassword(idOf(1), to, 'hash of Ada')
        expect((await Promise.all([change('one'), change('other')])).sort()).toEqual([false, true])
        await start('tt', 1, (await accounts.byUsername('Ada'))?.passwordHash)
        expect(await change('third')).toBe(false)
        expect(['one', 'other']).toContain((await accounts.byUsername('Ada'))?.passwordHash)
        expect(await accounts.bySession('s')).toBeNull()
        expect(await accounts.bySession('tt')).not.toBeNull()
      })

      it('given a password that was compared before it was changed, then it starts no session any more', async () => {
        await accounts.setPassword(idOf(1), 'another hash')
        expect(await start('s')).toBe(false)
        expect(await accounts.bySession('s')).toBeNull()
        expect(await start('tt', 1, 'another hash')).toBe(true)
        expect(await accounts.bySession('tt')).not.toBeNull()
      })

      it('given sign-ins beside a change of the password, then none with the old one outlives it', async () => {
        const started = await Promise.all(
          Array.from({ length: 12 }, (_, at) => (at === 6 ? accounts.setPassword(idOf(1), 'another hash') : start('s'.repeat(at + 1)))),
        )
        expect(started).toHaveLength(12)
        expect(await accounts.sessionsOf(idOf(1))).toEqual([])
      })
    })

    describe('tokens', () => {
      const token = { id: idOf(200), userId: idOf(1), name: 'script', scopes: ['read', 'audit'], tail: 'x9Qz', secretHash: 'h' } as const
      beforeEach(async () => {
        await add(1, 'Ada')
        await add(2, 'Bob')
        await accounts.addToken(token)
      })

      it('given a token, then its secret opens it with its scopes, and the use is noted', async () => {
        expect((await accounts.tokensOf(idOf(1)))[0]?.lastUsedAt).toBeNull()
        expect(await accounts.byToken('h')).toMatchObject({ tokenId: idOf(200), scopes: ['read', 'audit'], user: { username: 'Ada' } })
        expect(await accounts.byToken('other')).toBeNull()
        const [listed] = await accounts.tokensOf(idOf(1))
        expect(listed).toMatchObject({ id: idOf(200), name: 'script', scopes: ['read', 'audit'], tail: 'x9Qz' })
        expect(listed?.lastUsedAt).not.toBeNull()
        expect(JSON.stringify(listed)).not.toContain('"h"')
      })

      it('when its user removes it, then it opens nothing; a stranger removes nothing', async () => {
        expect(await accounts.removeToken(idOf(2), idOf(200))).toBe(false)
        expect(await accounts.byToken('h')).not.toBeNull()
        expect(await accounts.removeToken(idOf(1), idOf(200))).toBe(true)
        expect(await accounts.byToken('h')).toBeNull()
        expect(await accounts.removeToken(idOf(1), idOf(200))).toBe(false)
      })

      it('when the password is set, then tokens stay', async () => {
        await accounts.setPassword(idOf(1), 'another hash')
        expect(await accounts.byToken('h')).not.toBeNull()
      })
    })
  })
}

const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
