import { describe, expect, it } from '@jest/globals'
import { keepFilesOut } from './keep-files-out.ts'

/** Whether the browser goes on with it: to open a file, or to put a text where it was dropped. */
function isLeftToTheBrowser(name: string, held: string): boolean {
  // jsdom knows no drags.
  const event = Object.assign(new Event(name, { cancelable: true }), { dataTransfer: { types: [held] } })
  return window.dispatchEvent(event)
}

describe('a page on which nobody takes files', () => {
  it('stays when one is dropped on it, and leaves texts alone', () => {
    const stop = keepFilesOut()
    expect([isLeftToTheBrowser('dragover', 'Files'), isLeftToTheBrowser('drop', 'Files')]).toEqual([false, false])
    expect(isLeftToTheBrowser('drop', 'text/plain')).toBe(true)
    stop()
    expect(isLeftToTheBrowser('drop', 'Files')).toBe(true)
  })
})
