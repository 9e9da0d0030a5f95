import { describe, expect, it } from '@jest/globals'
import { codedTiles, everyTile, putTiles } from './coded-tiles.ts'
import { maskEngine } from './mask-engine.ts'
import { stroke } from './test-strokes.ts'

const size = { widthPx: 300, heightPx: 200 }

describe('the pieces of a mask', () => {
  it('that each change tells of make the mask again, on what it was before them', () => {
    const engine = maskEngine(size)
    engine.fillRectangle({ x: 10, y: 10 }, { x: 290, y: 40 }, 'add')
    const copy = { ...size, alpha: engine.plane.alpha.slice() }
    engine.subscribe((tiles) => putTiles(copy, codedTiles(engine.plane, tiles)))
    stroke(engine, [[60, 60]], 50, 'add', 0.3)
    stroke(engine, [[250, 30]], 30, 'remove')
    engine.invert()
    engine.undo()
    expect(copy.alpha).toEqual(engine.plane.alpha)
  })

  it('are all of it when all are taken', () => {
    const engine = maskEngine(size)
    stroke(engine, [[290, 190]], 50, 'add', 0.3)
    const copy = { ...size, alpha: new Uint8Array(engine.plane.alpha.length).fill(9) }
    putTiles(copy, codedTiles(engine.plane, everyTile(engine.plane)))
    expect(copy.alpha).toEqual(engine.plane.alpha)
  })
})
