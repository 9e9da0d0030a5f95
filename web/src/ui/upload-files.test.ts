import { describe, expect, it } from '@jest/globals'
import { picturesAmong } from './upload-files.ts'

const file = (name: string, type: string, size = 10): File => ({ name, type, size }) as File

describe('files to upload', () => {
  it('are taken when they are pictures the server reads', () => {
    const files = [file('a.png', 'image/png'), file('b.jpg', 'image/jpeg'), file('c.webp', 'image/webp')]
    expect(picturesAmong(files)).toEqual({ pictures: files, refused: [] })
  })
  it('are refused when they are something else or too large', () => {
    const files = [file('a.gif', 'image/gif'), file('b.txt', 'text/plain'), file('c.png', 'image/png', 20 * 1024 * 1024 + 1)]
    expect(picturesAmong(files)).toEqual({ pictures: [], refused: files })
  })
  it('may be exactly as large as allowed', () => {
    expect(picturesAmong([file('a.png', 'image/png', 20 * 1024 * 1024)]).pictures).toHaveLength(1)
  })
})
