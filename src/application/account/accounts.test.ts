import { beforeEach, describe, expect, it } from '@jest/globals'
import { testWorld } from '../../adapters/memory/test-world.ts'
import type { Caller } from '../use-cases.ts'

const password = 'correct horse'

describe('accounts', () => {
  let world: ReturnType<typeof testWorld>
  beforeEach(() => {
    world = testWorld()
  })
  async function firstAdmin(): Promise<Caller> {
    const made = await world.use.setUp({ username: 'boss', password, userAgent: null })
    if (!made.ok) throw new Error(made.rejection.type)
    return callerWith(made.value.sessionSecret)
  }
  async function callerWith(sessionSecret: string): Promise<Caller> {
    const caller = await world.use.authenticate({ sessionSecret })
    if (!caller.ok) throw new Error(caller.rejection.type)
    return caller.value
  }
  async function member(admin: Caller): Promise<Caller> {
    await world.use.addUser({ username: 'mara', password, role: 'member' }, admin)
    const signedIn = await world.use.signIn({ username: 'MARA', password, userAgent: 'Firefox' })
    if (!signedIn.ok) throw new Error(signedIn.rejection.type)
    return callerWith(signedIn.value.sessionSecret)
  }
  const typeOf = (answer: { readonly ok: boolean; readonly rejection?: { readonly type: string } }) =>
    answer.ok ? 'ok' : answer.rejection?.type

  it('given no account, then the first one is admin, and the door closes behind it', async () => {
    expect(await world.use.setUpNeeded()).toBe(true)
    expect((await firstAdmin()).user.role).toBe('admin')
    expect(await world.use.setUpNeeded()).toBe(false)
    expect(typeOf(await world.use.setUp({ username: 'second', password, userAgent: null }))).toBe('setup-closed')
  })

  it('given two first accounts at the same moment, then one of them', async () => {
    const answers = await Promise.all(['one', 'two'].map((username) => world.use.setUp({ username, password, userAgent: null })))
    expect(answers.map(typeOf).sort()).toEqual(['ok', 'setup-closed'])
  })

  it.each([
    ['ab', password],
    ['with space', password],
    ['fine', 'too short'],
    ['fine', 'x'.repeat(129)],
  ])('given %j and %j, then it is an invalid request', async (username, given) => {
    expect(typeOf(await world.use.setUp({ username, password: given, userAgent: null }))).toBe('invalid-request')
  })

  it('given a password that is changed while somebody signs in with the old one, then they do not get in', async () => {
    const admin = await firstAdmin()
    const { user } = await member(admin)
    const { verifyPassword } = world.ports.secretSource
    world.ports.secretSource.verifyPassword = async (given, hash) => {
      await world.use.resetPassword({ userId: user.id, password: 'quite another one' }, admin)
      return verifyPassword(given, hash)
    }
    expect(typeOf(await world.use.signIn({ username: 'mara', password, userAgent: null }))).toBe('wrong-credentials')
    expect(await world.ports.accounts.sessionsOf(user.id)).toEqual([])
  })

  it('given a password that an admin resets while its owner changes it, then the reset stays', async () => {
    const admin = await firstAdmin()
    const mara = await member(admin)
    const { hashPassword } = world.ports.secretSource
    world.ports.secretSource.hashPassword = async (given) => {
      if (given === 'of her own choice') await world.use.resetPassword({ userId: mara.user.id, password: 'quite another one' }, admin)
      return hashPassword(given)
    }
    expect(typeOf(await world.use.changePassword({ current: password, next: 'of her own choice' }, mara))).toBe('wrong-credentials')
    const signIn = (given: string) => world.use.signIn({ username: 'mara', password: given, userAgent: null })
    expect(typeOf(await signIn('of her own choice'))).toBe('wrong-credentials')
    expect(typeOf(await signIn('quite another one'))).toBe('ok')
  })

  it('given a wrong name or a wrong password, then the same words, and the password is compared either way', async () => {
    await firstAdmin()
    const compared: (string | null)[] = []
    const { verifyPassword } = world.ports.secretSource
    world.ports.secretSource.verifyPassword = async (given, hash) => {
      compared.push(hash)
      return verifyPassword(given, hash)
    }
    expect(typeOf(await world.use.signIn({ username: 'boss', password: 'wrong password', userAgent: null }))).toBe('wrong-credentials')
    expect(typeOf(await world.use.signIn({ username: 'nobody', password, userAgent: null }))).toBe('wrong-credentials')
    expect(compared).toEqual([`hash of ${password}`, null])
  })

  it('given a session that was ended, then it opens nothing', async () => {
    const made = await world.use.setUp({ username: 'boss', password, userAgent: null })
    if (!made.ok) throw new Error(made.rejection.type)
    const caller = await callerWith(made.value.sessionSecret)
    await world.use.signOut({ sessionId: caller.sessionId ?? '' }, caller)
    expect(typeOf(await world.use.authenticate({ sessionSecret: made.value.sessionSecret }))).toBe('sign-in-needed')
  })

  it('given a new password, then the old one must be told, and every session ends', async () => {
    const admin = await firstAdmin()
    expect(typeOf(await world.use.changePassword({ current: 'wrong password', next: 'another good one' }, admin))).toBe('wrong-credentials')
    expect(typeOf(await world.use.changePassword({ current: password, next: 'another good one' }, admin))).toBe('ok')
    expect(await world.use.sessions(admin)).toEqual([])
    expect(typeOf(await world.use.signIn({ username: 'boss', password, userAgent: null }))).toBe('wrong-credentials')
    expect(typeOf(await world.use.signIn({ username: 'boss', password: 'another good one', userAgent: null }))).toBe('ok')
  })

  it('changes one preference and leaves the other', async () => {
    const admin = await firstAdmin()
    await world.use.setPreferences({ theme: 'dark' }, admin)
    expect(await world.use.setPreferences({ showNsfw: true }, admin)).toMatchObject({
      ok: true,
      value: { preferences: { showNsfw: true, theme: 'dark' } },
    })
  })

  it('given two preferences that are changed at the same moment, then both are kept', async () => {
    const admin = await firstAdmin()
    await Promise.all([world.use.setPreferences({ showNsfw: true }, admin), world.use.setPreferences({ theme: 'dark' }, admin)])
    expect((await world.ports.accounts.byId(admin.user.id))?.preferences).toEqual({ showNsfw: true, theme: 'dark' })
  })

  describe('tokens', () => {
    it('given a token, then it opens what its scopes say, and nothing once removed', async () => {
      const admin = await firstAdmin()
      const made = await world.use.createToken({ name: 'script', scopes: ['read', 'read'] }, admin)
      if (!made.ok) throw new Error(made.rejection.type)
      expect(made.value.token).toMatchObject({ name: 'script', scopes: ['read'], tail: made.value.secret.slice(-4) })
      expect(JSON.stringify(await world.use.tokens(admin))).not.toContain(`"${made.value.secret}"`)
      expect(await world.use.authenticate({ token: made.value.secret })).toMatchObject({
        ok: true,
        value: { via: 'token', scopes: ['read'] },
      })
      await world.use.removeToken({ tokenId: made.value.token.id }, admin)
      expect(typeOf(await world.use.authenticate({ token: made.value.secret }))).toBe('sign-in-needed')
      expect(typeOf(await world.use.removeToken({ tokenId: made.value.token.id }, admin))).toBe('not-found')
    })

    it('given a token in hand, then it can make no other, nor touch an account', async () => {
      const admin = await firstAdmin()
      const byToken: Caller = { ...admin, via: 'token' }
      const answers = await Promise.all([
        world.use.createToken({ name: 'x', scopes: ['write'] }, byToken),
        world.use.changePassword({ current: password, next: 'another good one' }, byToken),
        world.use.users(byToken),
        world.use.addUser({ username: 'eve', password, role: 'admin' }, byToken),
      ])
      expect(answers.map(typeOf)).toEqual(Array(4).fill('scope-missing'))
    })

    it('given no name or no scope, then it is an invalid request', async () => {
      const admin = await firstAdmin()
      expect(await world.use.createToken({ name: '', scopes: [] }, admin)).toMatchObject({
        ok: false,
        rejection: { faults: [{ field: 'name' }, { field: 'scopes' }] },
      })
    })
  })

  describe('users', () => {
    it('given no account, then the first one that the operator adds is admin, and only that one', async () => {
      const add = (username: string) => world.use.addUser({ username, password, role: 'member' }, 'operator')
      expect(await add('boss')).toMatchObject({ ok: true, value: { username: 'boss', role: 'admin' } })
      expect(await world.use.setUpNeeded()).toBe(false)
      expect(await add('mara')).toMatchObject({ ok: true, value: { role: 'member' } })
    })

    it('given a member, then nothing of other people', async () => {
      const mara = await member(await firstAdmin())
      expect(typeOf(await world.use.users(mara))).toBe('admin-only')
      expect(typeOf(await world.use.addUser({ username: 'eve', password, role: 'admin' }, mara))).toBe('admin-only')
      expect(typeOf(await world.use.resetPassword({ userId: mara.user.id, password }, mara))).toBe('admin-only')
    })

    it('given an admin or the operator, then users can be added once and reset', async () => {
      const admin = await firstAdmin()
      const mara = await member(admin)
      expect(await world.use.addUser({ username: 'Mara', password, role: 'member' }, 'operator')).toEqual({
        ok: false,
        rejection: { type: 'name-taken', field: 'username' },
      })
      expect(await world.use.users(admin)).toMatchObject({ ok: true, value: [{ username: 'boss' }, { username: 'mara' }] })
      expect(typeOf(await world.use.resetPassword({ userId: mara.user.id, password: 'a brand new one' }, 'operator'))).toBe('ok')
      expect(await world.use.sessions(mara)).toEqual([])
      expect(typeOf(await world.use.resetPassword({ userId: 'nobody', password }, 'operator'))).toBe('not-found')
    })
  })
})
