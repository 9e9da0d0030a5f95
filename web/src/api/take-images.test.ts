import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import {
  facetsQuery,
  galleryQuery,
  imageQuery,
  newestQuery,
  outlineQuery,
  stretchQuery,
  stretchSize,
  type ImageFilters,
  type WireImage,
} from './images.ts'
import { mostInOutline, outlineOf } from './outline.ts'
import { isAmong, takeImages } from './take-images.ts'

const image = (id: string, createdAt: string, over: Partial<WireImage> = {}): WireImage =>
  ({ id, rootImageId: id, characterId: 'nova', origin: 'generated', width: 2, height: 3, deletedAt: null, ...over, createdAt }) as WireImage
const at = (second: number): string => new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString()
const gone = at(99)
const shelf = [image('c', at(30)), image('b', at(20)), image('a', at(10))]

const realFetch = globalThis.fetch
afterEach(() => {
  globalThis.fetch = realFetch
})

/** A cache with the gallery of these filters on the screen, and a server that counts what is asked of it. */
function gallery(filters: ImageFilters, images: readonly WireImage[] = shelf) {
  const asked: string[] = []
  globalThis.fetch = ((path: string) => {
    asked.push(path)
    return new Promise(() => undefined)
  }) as unknown as typeof fetch
  const cache = new QueryClient()
  cache.setQueryData(outlineQuery(filters).queryKey, outlineOf(images))
  new QueryObserver(cache, outlineQuery(filters)).subscribe(() => undefined)
  return { cache, asked, ids: () => cache.getQueryData(outlineQuery(filters).queryKey)?.ids }
}

describe('a gallery on the screen, when the server tells of a picture', () => {
  it('gains the one that was made at its head, and asks for nothing', () => {
    const { cache, asked, ids } = gallery({})
    takeImages(cache, [image('d', at(40))])
    expect(ids()).toEqual(['d', 'c', 'b', 'a'])
    expect(asked).toEqual([])
  })
  it('gains many at once, each where its time puts it, in either order', () => {
    const come = [image('e', at(50)), image('x', at(15)), image('d', at(40))]
    const newest = gallery({})
    takeImages(newest.cache, come)
    expect(newest.ids()).toEqual(['e', 'd', 'c', 'b', 'x', 'a'])
    const oldest = gallery({ sort: 'oldest' }, shelf.toReversed())
    takeImages(oldest.cache, come)
    expect(oldest.ids()).toEqual(['a', 'x', 'b', 'c', 'd', 'e'])
  })
  it('asks anew what its filters would leave, once for all that come together', () => {
    const { cache, asked } = gallery({})
    cache.setQueryData(facetsQuery({}).queryKey, null)
    new QueryObserver(cache, facetsQuery({})).subscribe(() => undefined)
    jest.useFakeTimers()
    takeImages(cache, [image('d', at(40))])
    takeImages(cache, [image('e', at(41))])
    jest.runAllTimers()
    expect(asked).toEqual(['/api/v1/images/facets'])
    takeImages(cache, [image('f', at(42))])
    jest.runAllTimers()
    expect(asked).toHaveLength(2)
    jest.useRealTimers()
  })
  it('loses the one that went to the trash, which gains it', () => {
    const { cache, ids } = gallery({})
    cache.setQueryData(outlineQuery({ trash: true }).queryKey, outlineOf([]))
    takeImages(cache, [image('b', at(20), { deletedAt: gone })])
    expect(ids()).toEqual(['c', 'a'])
    expect(cache.getQueryData(outlineQuery({ trash: true }).queryKey)?.ids).toEqual(['b'])
  })
  it('knows the picture at once, in the stretch that it stands in', () => {
    const many = Array.from({ length: stretchSize + 5 }, (_, n) => image(`m${n}`, at(1000 - n * 10)))
    const { cache, ids } = gallery({}, many)
    const second = stretchQuery({}, many[stretchSize - 1]?.id ?? null).queryKey
    cache.setQueryData(second, many.slice(stretchSize))
    takeImages(cache, [image('x', at(1000 - (stretchSize + 1) * 10 - 5))])
    expect(ids()?.indexOf('x')).toBe(stretchSize + 2)
    expect(cache.getQueryData(second)?.map(({ id }) => id)).toContain('x')
  })
  it('hears the same word twice without showing the picture twice', () => {
    const { cache, ids } = gallery({})
    takeImages(cache, [image('d', at(40)), image('d', at(40))])
    takeImages(cache, [image('d', at(40))])
    expect(ids()).toEqual(['d', 'c', 'b', 'a'])
  })
  it('of a search asks the server, which alone can judge words', () => {
    const { cache, asked, ids } = gallery({ q: 'red coat' })
    takeImages(cache, [image('d', at(40))])
    expect(ids()).toEqual(['c', 'b', 'a'])
    expect(asked).toEqual(['/api/v1/images/ids?q=red+coat&outline=true'])
  })
  it('that is full lets the oldest go', () => {
    const full = Array.from({ length: mostInOutline }, (_, n) => image(`m${n}`, at(-n)))
    const { cache, ids } = gallery({}, full)
    takeImages(cache, [image('d', at(40))])
    expect([ids()?.length, ids()?.[0], ids()?.at(-1)]).toEqual([mostInOutline, 'd', `m${mostInOutline - 2}`])
  })
})

describe('what was asked for before the server told of a picture, and comes after', () => {
  const answers: (() => void)[] = []
  const served = (bodies: readonly unknown[]): void => {
    answers.length = 0
    globalThis.fetch = (() => {
      const body = bodies[answers.length]
      return new Promise((come) => answers.push(() => come({ ok: true, status: 200, json: () => Promise.resolve(body) })))
    }) as unknown as typeof fetch
  }
  const asked = async (times: number): Promise<void> => {
    while (answers.length < times) await new Promise((next) => setTimeout(next))
  }
  it('is read again, where it is the first reading of a gallery too', async () => {
    served([{ ids: ['a'] }, { ids: ['b', 'a'] }])
    const cache = new QueryClient()
    new QueryObserver(cache, outlineQuery({})).subscribe(() => undefined)
    await asked(1)
    takeImages(cache, [image('b', at(20))])
    answers[0]?.()
    await asked(2)
    answers[1]?.()
    while (cache.isFetching() > 0) await new Promise((next) => setTimeout(next))
    expect(cache.getQueryData(outlineQuery({}).queryKey)?.ids).toEqual(['b', 'a'])
  })
  it('is read again, where it is the picture itself', async () => {
    const id = '00000000-0000-4000-8000-00000000000a'
    served([image(id, at(10)), image(id, at(10), { favourite: true })])
    const cache = new QueryClient()
    cache.setQueryData(imageQuery(id).queryKey, image(id, at(10)), { updatedAt: 0 })
    new QueryObserver(cache, imageQuery(id)).subscribe(() => undefined)
    await asked(1)
    takeImages(cache, [image(id, at(10), { favourite: true })])
    answers[0]?.()
    await asked(2)
    answers[1]?.()
    while (cache.isFetching() > 0) await new Promise((next) => setTimeout(next))
    expect(cache.getQueryData(imageQuery(id).queryKey)?.favourite).toBe(true)
  })
})

describe('the other lists', () => {
  it('pages of a character gain the picture at their head, and lose it again', () => {
    const { cache } = gallery({})
    const { queryKey } = galleryQuery({ characterId: 'nova' })
    const shown = () => cache.getQueryData(queryKey)?.pages.flatMap((page) => page.images.map(({ id }) => id))
    cache.setQueryData(queryKey, { pages: [{ images: shelf, nextCursor: null }], pageParams: [null] })
    takeImages(cache, [image('d', at(40)), image('o', at(41), { characterId: 'other' })])
    expect(shown()).toEqual(['d', 'c', 'b', 'a'])
    takeImages(cache, [image('c', at(30), { deletedAt: gone })])
    expect(shown()).toEqual(['d', 'b', 'a'])
  })
  it('the newest stay as many as they are, and are read anew when one of them is missing', () => {
    const { cache } = gallery({})
    const { queryKey } = newestQuery('nova', 3)
    cache.setQueryData(queryKey, shelf)
    takeImages(cache, [image('d', at(40))])
    expect(cache.getQueryData(queryKey)?.map(({ id }) => id)).toEqual(['d', 'c', 'b'])
    expect(cache.getQueryState(queryKey)?.isInvalidated).toBe(false)
    takeImages(cache, [image('c', at(30), { deletedAt: gone })])
    expect(cache.getQueryData(queryKey)?.map(({ id }) => id)).toEqual(['d', 'b'])
    expect(cache.getQueryState(queryKey)?.isInvalidated).toBe(true)
  })
})

describe('whether a picture is among those of a filter', () => {
  const one = image('a', at(10), { scene: 'night_out', favourite: true })
  it.each<readonly [string, ImageFilters, boolean]>([
    ['no filter', {}, true],
    ['its scene', { scene: ['night_out'] }, true],
    ['one of several scenes', { scene: ['beach_day', 'night_out'] }, true],
    ['another scene', { scene: ['beach_day'] }, false],
    ['its own second as the first', { from: at(10) }, true],
    ['its own second as the end', { to: at(10) }, false],
    ['favourites', { favourite: true }, true],
    ['another kind', { kind: 'edited' }, false],
    ['the trash', { trash: true }, false],
  ])('%s', (_, filters, among) => expect(isAmong(one, filters)).toBe(among))
  it('one that is erased is in no list', () => {
    const erased = { ...one, deletedAt: gone, erased: true }
    expect([isAmong(erased, {}), isAmong(erased, { trash: true })]).toEqual([false, false])
  })
})
