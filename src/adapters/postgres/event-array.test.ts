import { describe, expect, it } from '@jest/globals'
import { storedFactsOf } from './event-array.ts'

const places = [
  '7\timageAsset-1\te1\tImageAssetCreated\t3\t1763630410207',
  '9\timageAsset-1\t\tImageAssetFavourited\t1\t1763630410208',
].join('\n')

describe('the facts of a page', () => {
  it('given lines and their data, then each fact has its own, and an id only where there is one', () => {
    const data = '{"prompt": "a tab\\tand, a line\\n"},{"assetId": "1"}'
    expect(storedFactsOf({ places, data })).toEqual([
      {
        position: 7n,
        stream: 'imageAsset-1',
        eventId: 'e1',
        type: 'ImageAssetCreated',
        schemaVersion: 3,
        data: { prompt: 'a tab\tand, a line\n' },
        recordedAt: '2025-11-20T09:20:10.207Z',
      },
      {
        position: 9n,
        stream: 'imageAsset-1',
        eventId: null,
        type: 'ImageAssetFavourited',
        schemaVersion: 1,
        data: { assetId: '1' },
        recordedAt: '2025-11-20T09:20:10.208Z',
      },
    ])
  })

  it('given a line that was torn in two, then nothing is read', () => {
    expect(() => storedFactsOf({ places: places.replace('\t', '\n'), data: '{},{}' })).toThrow('2 events came with 3 places')
  })
})
