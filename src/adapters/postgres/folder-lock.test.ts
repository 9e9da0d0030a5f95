import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { FolderInUse, lockFolder } from './folder-lock.ts'

describe('the lock beside the database folder', () => {
  let parent: string
  let folder: string
  const file = (): string => `${folder}.lock`
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'folder-lock-'))
    folder = join(parent, 'database')
  })
  afterEach(() => rmSync(parent, { recursive: true }))

  it('given a free folder, then the lock tells who has it and goes when it is given back', () => {
    const unlock = lockFolder(folder)
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ pid: process.pid })
    unlock()
    expect(existsSync(file())).toBe(false)
  })

  it('given the same process again, then it is refused until the first gave it back', () => {
    const unlock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(FolderInUse)
    unlock()
    lockFolder(folder)()
  })

  it('given a process that lives, then it is refused with its number', () => {
    writeFileSync(file(), JSON.stringify({ pid: process.ppid, host: hostname(), run: null, token: 'other' }))
    expect(() => lockFolder(folder)).toThrow(`in use by process ${process.ppid}`)
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ token: 'other' })
  })

  it.each([
    ['a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), run: null, token: 'gone' })],
    [
      'a number that another process has now',
      JSON.stringify({ pid: process.ppid, host: hostname(), run: 'earlier-boot/1', token: 'gone' }),
    ],
    [
      'our own number from an earlier life (a container starts with 1 again)',
      JSON.stringify({ pid: process.pid, host: hostname(), run: null, token: 'gone' }),
    ],
    ['a lock that was not written to its end', '{"pid":'],
  ])('given %s, then the lock is taken over', (_, content) => {
    writeFileSync(file(), content)
    const unlock = lockFolder(folder)
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ pid: process.pid })
    unlock()
  })

  it('given a process of another host, then its lock counts while its time is renewed', () => {
    writeFileSync(file(), JSON.stringify({ pid: 2 ** 22 + 1, host: 'another-container', run: null, token: 'other' }))
    expect(() => lockFolder(folder)).toThrow('on another-container')
    const longAgo = new Date(Date.now() - 60_000)
    utimesSync(file(), longAgo, longAgo)
    lockFolder(folder)()
  })

  it('given a lock that somebody else took meanwhile, then giving back leaves it alone', () => {
    const unlock = lockFolder(folder)
    writeFileSync(file(), JSON.stringify({ pid: process.ppid, host: hostname(), run: null, token: 'other' }))
    unlock()
    expect(existsSync(file())).toBe(true)
  })
})
