import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { drainFlags, podsOfText, podsOfUrls } from './pods.ts'

const pod = { id: 'gpu-a', url: 'https://gpu-a.example:8188/comfy/' }

describe('the pods', () => {
  it('given addresses alone, then each is named in its order and nobody else’s', () => {
    expect(podsOfUrls(['http://a', 'http://b'])).toEqual([
      { backendId: 'pod-1', url: 'http://a', shared: false },
      { backendId: 'pod-2', url: 'http://b', shared: false },
    ])
  })

  it('given a file, then what it leaves out has its default', () => {
    const full = { id: 'gpu-b', url: 'http://b:8188', weight: 2.5, shared: true, drain: true, headers: { 'X-Key': 'k' } }
    expect(podsOfText(JSON.stringify([pod, full]))).toEqual({
      ok: true,
      value: [
        { backendId: 'gpu-a', url: 'https://gpu-a.example:8188/comfy', weight: 1, shared: false, drain: false, headers: {} },
        { backendId: 'gpu-b', url: 'http://b:8188', weight: 2.5, shared: true, drain: true, headers: { 'X-Key': 'k' } },
      ],
    })
  })

  it.each([
    ['no JSON', '[{', /^the file: /],
    ['an empty list', '[]', /at least one pod/],
    ['an id with a slash', JSON.stringify([{ ...pod, id: 'a/b' }]), /^0\.id: expected 1 to 40/],
    ['another protocol', JSON.stringify([{ ...pod, url: 'file:///secret' }]), /^0\.url: expected an http/],
    ['an unknown word', JSON.stringify([{ ...pod, wieght: 2 }]), /wieght/],
    ['a weight of nothing', JSON.stringify([{ ...pod, weight: 0 }]), /^0\.weight/],
    ['a header with a line break', JSON.stringify([{ ...pod, headers: { a: 'secret\n' } }]), /^0\.headers\.a/],
    ['an id twice', JSON.stringify([pod, pod]), /^gpu-a: two pods/],
  ])('given %s, then it is refused, and no value is told', (_, text, expected) => {
    const told = podsOfText(text)
    if (told.ok) throw new Error('it was taken')
    expect(told.rejection.join('\n')).toMatch(expected)
    expect(told.rejection.join('\n')).not.toContain('secret')
  })

  it('given a drain flag that is set while the program runs, then it counts; a file that broke changes nothing', () => {
    const dir = mkdtempSync(join(tmpdir(), 'pods-'))
    const file = join(dir, 'pods.json')
    let at = 1_700_000_000
    const write = (text: string): void => {
      writeFileSync(file, text)
      utimesSync(file, at, (at += 10))
    }
    const warnings: string[] = []
    const warn = (message: string): void => void warnings.push(message)
    write(JSON.stringify([pod]))
    const told = podsOfText(JSON.stringify([pod]))
    const isDrained = drainFlags(file, told.ok ? told.value : [], { debug: warn, info: warn, warn, error: warn })
    expect(isDrained('gpu-a')).toBe(false)
    write(JSON.stringify([{ ...pod, drain: true }]))
    expect(isDrained('gpu-a')).toBe(true)
    write('[')
    expect([isDrained('gpu-a'), isDrained('gpu-a'), warnings.length]).toEqual([true, true, 1])
    rmSync(dir, { recursive: true })
    expect([isDrained('gpu-a'), isDrained('nobody')]).toEqual([true, false])
  })
})
