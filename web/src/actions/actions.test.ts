import { describe, expect, it } from '@jest/globals'
import type { Scope } from './action.ts'
import { registry } from './registry.ts'
import { keyCaps, matches } from './shortcut.ts'

const scopes = Object.keys(registry) as Scope[]

describe('the registry', () => {
  it.each(scopes)('gives no key to two actions of %s', (scope) => {
    const reachable = scope === 'global' ? registry.global : [...registry[scope], ...registry.global]
    const owners = new Map<string, string[]>()
    for (const action of reachable) for (const keys of action.keys) owners.set(keys, [...(owners.get(keys) ?? []), action.name])
    expect([...owners].filter(([, names]) => names.length > 1)).toEqual([])
  })

  it.each(scopes)('starts no sequence in %s with a key that is an action of its own', (scope) => {
    const reachable = [...registry[scope], ...registry.global].flatMap((action) => action.keys)
    const starts = reachable.filter((keys) => keys.includes(' ')).map((keys) => keys.split(' ')[0])
    expect(reachable.filter((keys) => starts.includes(keys))).toEqual([])
  })

  it.each(scopes)('names and labels every action of %s once', (scope) => {
    const names = registry[scope].map((action) => action.name)
    expect(new Set(names).size).toBe(names.length)
    expect(registry[scope].every((action) => action.label.length > 0)).toBe(true)
  })
})

describe('a shortcut', () => {
  const event = (over: Partial<KeyboardEvent>) => ({
    key: '',
    code: '',
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    ...over,
  })

  it('goes by the place of a letter, whatever the layout types', () => {
    expect(matches('b', event({ code: 'KeyB', key: 'и' }))).toBe(true)
    expect(matches('b', event({ code: 'KeyB', key: 'b', ctrlKey: true }))).toBe(false)
  })
  it('takes Ctrl and Cmd for mod, and tells Shift apart', () => {
    expect(matches('mod+z', event({ code: 'KeyZ', metaKey: true }))).toBe(true)
    expect(matches('mod+z', event({ code: 'KeyZ', ctrlKey: true, shiftKey: true }))).toBe(false)
  })
  it('takes ? and + as typed, with or without Shift', () => {
    expect(matches('?', event({ key: '?', shiftKey: true }))).toBe(true)
    expect(matches('plus', event({ key: '+', code: 'NumpadAdd' }))).toBe(true)
  })
  it('is shown as people know it', () => {
    expect(keyCaps('mod+shift+z', false)).toEqual(['Ctrl', 'Shift', 'Z'])
    expect(keyCaps('g s', true)).toEqual(['G', 'S'])
  })
})
