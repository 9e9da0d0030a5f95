import { beforeEach, describe, expect, it, jest } from '@jest/globals'

beforeEach(() => {
  jest.resetModules()
  localStorage.clear()
})
const load = async () => (await import('./gallery-prefs.ts')).useGalleryPrefs

describe('the size of pictures in the gallery', () => {
  it('is the same for whoever comes back', async () => {
    const before = await load()
    before.setState({ rowPx: 180 })
    jest.resetModules()
    expect((await load()).getState().rowPx).toBe(180)
  })
  it.each(['{"state":{"rowPx":9000},"version":1}', '{"state":7,"version":1}'])('is the usual one where %s was stored', async (stored) => {
    localStorage.setItem('persona-gallery', stored)
    expect((await load()).getState().rowPx).toBe(264)
  })
})
