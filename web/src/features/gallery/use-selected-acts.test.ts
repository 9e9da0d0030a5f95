import { afterEach, describe, expect, it } from '@jest/globals'
import { focusingNext, type SelectedActs } from './use-selected-acts.ts'

afterEach(() => document.body.replaceChildren())

const nothing = (): void => undefined
const acts: SelectedActs = { favourite: nothing, trash: nothing, restore: nothing, erase: nothing, download: nothing }

/** A row of pictures, and what has the focus once some of them went. */
async function focusAfter(act: 'trash' | 'restore' | 'erase', going: readonly string[]): Promise<string | undefined> {
  const order = ['a', 'b', 'c', 'd']
  Element.prototype.scrollIntoView = nothing
  document.body.innerHTML = order.map((id) => `<li data-image="${id}"><a href="#">${id}</a></li>`).join('')
  focusingNext(acts, order)[act](going)
  for (const id of going) document.querySelector(`[data-image="${id}"]`)?.remove()
  await new Promise((drawn) => requestAnimationFrame(drawn))
  return document.activeElement?.closest<HTMLElement>('[data-image]')?.dataset['image']
}

describe('pictures that leave the screen', () => {
  it.each([
    ['trash', ['b'], 'c'],
    ['restore', ['a', 'b', 'd'], 'c'],
    ['erase', ['c', 'd'], 'b'],
  ] as const)('by %s of %j leave the focus on %s', async (act, going, next) => {
    expect(await focusAfter(act, going)).toBe(next)
  })
  it('all of them leave it nowhere', async () => {
    expect(await focusAfter('trash', ['a', 'b', 'c', 'd'])).toBeUndefined()
  })
})
