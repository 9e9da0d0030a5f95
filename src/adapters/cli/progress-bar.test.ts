import { describe, expect, it } from '@jest/globals'
import { progressBar } from './progress-bar.ts'

function terminal(isTTY: boolean) {
  const written: string[] = []
  return { isTTY, written, write: (text: string) => written.push(text) }
}

describe('the progress bar', () => {
  it('draws where a person looks, not more often than can be read, and always its end', () => {
    const screen = terminal(true)
    let nowMs = 0
    const bar = progressBar('views', screen, () => nowMs)
    bar.at(0, 10)
    bar.at(3, 10)
    nowMs = 150
    bar.at(5, 10)
    bar.at(10, 10)
    bar.end()
    expect(screen.written.map((text) => /\d+%/.exec(text)?.[0])).toEqual(['0%', '50%', '100%', undefined])
  })

  it('is silent where standard error goes into a file', () => {
    const file = terminal(false)
    const bar = progressBar('views', file)
    bar.at(1, 1)
    bar.end()
    expect(file.written).toEqual([])
  })
})
