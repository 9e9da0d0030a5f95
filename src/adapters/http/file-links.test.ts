import { describe, expect, it } from '@jest/globals'
import request from 'supertest'
import type { UseCases } from '../../application/use-cases.ts'
import { httpServer } from './http-server.ts'
import { no, yes } from './test-accounts.ts'
import { ids } from './test-rows.ts'
import { as, testWorld } from './test-world.ts'

const file = `/api/v1/images/${ids.image}/file`
const url = 'https://store.example/bucket/image/ab.png?X-Amz-Signature=1'

/** A door before a store that hands out files itself; `asked` are the names under which it was asked to. */
function linkingDoor(linkImageFile?: UseCases['linkImageFile']) {
  const asked: unknown[] = []
  const world = testWorld({
    useCases: {
      linkImageFile: (input, caller) => {
        asked.push([input.what, input.downloadAs])
        return linkImageFile?.(input, caller) ?? yes({ url, freshForMs: 90_500 })
      },
    },
  })
  return { asked, get: (path: string, headers: Record<string, string>) => request(httpServer(world.door)).get(path).set(headers) }
}

describe('files that the store can hand out itself', () => {
  it('given a program with a token, then it is sent there, and may keep the address as long as it is fresh', async () => {
    const { get } = linkingDoor()
    const answer = await get(file, as.token('ada', 'read')).expect(302)
    expect(answer.headers).toMatchObject({ location: url, 'cache-control': 'private, max-age=90', vary: expect.stringContaining('Cookie') })
  })

  it('given a person who saves a file, then the browser is sent there with its name', async () => {
    const { asked, get } = linkingDoor()
    await get(`${file}?download=true`, as.session('ada')).expect(302)
    await get(`/api/v1/images/${ids.image}/mask?download=true`, as.session('ada')).expect(302)
    expect(asked).toEqual([
      ['file', `picture-${ids.image}.png`],
      ['mask', `mask-${ids.image}.png`],
    ])
  })

  it('given a page that shows a picture, then it comes from here, where its pixels may be read', async () => {
    const { asked, get } = linkingDoor()
    const answer = await get(file, as.session('ada')).expect(200)
    expect(answer.headers['content-security-policy']).toBe("sandbox; default-src 'none'")
    await get(`/api/v1/images/${ids.image}/thumbnail`, as.token('ada', 'read')).expect(200)
    expect(asked).toEqual([])
  })

  it('given a picture that is not to be linked, then it is streamed', async () => {
    const { get } = linkingDoor(() => yes(null))
    const answer = await get(`${file}?download=true`, as.token('ada', 'read')).expect(200)
    expect(answer.headers['content-disposition']).toContain(`picture-${ids.image}.png`)
  })

  it('given somebody else’s picture, then there is no address', async () => {
    const { get } = linkingDoor(() => no({ type: 'not-found' }))
    const answer = await get(file, as.token('bob', 'read')).expect(404)
    expect(answer.headers).not.toHaveProperty('location')
  })
})
