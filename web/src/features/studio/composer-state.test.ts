import { beforeEach, describe, expect, it, jest } from '@jest/globals'
import type { Character } from '../../api/characters.ts'
import type { WireImage } from '../../api/images.ts'

const nova = { id: 'nova', defaultOutfit: 'denim jacket', nsfwEnabled: false, referenceUrl: '/face' } as Character
const load = () => import('./composer-state.ts')

beforeEach(() => {
  jest.resetModules()
  localStorage.clear()
})

describe('the form of the Studio', () => {
  it('is the same after a reload', async () => {
    const before = await load()
    before.changeComposer({ environment: 'cafe', prompt: 'hair in a bun', count: 4 })
    jest.resetModules()
    const after = await load()
    expect(after.useComposer.getState()).toMatchObject({ environment: 'cafe', prompt: 'hair in a bun', count: 4 })
  })
  it('starts plain when what was stored is no form', async () => {
    localStorage.setItem('persona-composer', '{"state":7,"version":1}')
    expect((await load()).useComposer.getState()).toMatchObject({ environment: 'studio', count: 1 })
  })
})

describe('a sign-out', () => {
  it('leaves no word of the form, nor of one set aside, neither on the page nor in the browser', async () => {
    const { changeComposer, recall, useComposer, useSetAside } = await load()
    const { forgetWork } = await import('../../api/own-work.ts')
    changeComposer({ prompt: 'hair in a bun' })
    recall({ scene: 'night_out', userPrompt: 'with an umbrella', seed: null, editType: null } as WireImage)
    // jsdom has no databases, which is said.
    const info = jest.spyOn(console, 'info').mockImplementation(() => undefined)
    await forgetWork()
    info.mockRestore()
    expect(useComposer.getState().prompt).toBe('')
    expect(useSetAside.getState().form).toBeNull()
    expect(JSON.stringify({ ...localStorage })).not.toMatch(/bun|umbrella/)
  })
})

describe('the recipe of a picture', () => {
  const picture = { characterId: 'nova', scene: 'night_out', userPrompt: 'with an umbrella', seed: 7, editType: null } as WireImage
  it('sets a form with words aside, and swaps the two', async () => {
    const { changeComposer, recall, takeBack, useComposer, useSetAside } = await load()
    changeComposer({ prompt: 'hair in a bun' })
    recall(picture)
    expect(useComposer.getState()).toMatchObject({ scene: 'night_out', prompt: 'with an umbrella', seed: '7' })
    takeBack()
    expect(useComposer.getState().prompt).toBe('hair in a bun')
    expect(useSetAside.getState().form?.prompt).toBe('with an umbrella')
  })
  it('sets a form aside that somebody only clicked together', async () => {
    const { changeComposer, recall, useSetAside } = await load()
    changeComposer({ environment: 'cafe' })
    recall(picture)
    expect(useSetAside.getState().form?.environment).toBe('cafe')
  })
  it('keeps one’s own form however many recipes are looked at', async () => {
    const { changeComposer, recall, useSetAside } = await load()
    changeComposer({ prompt: 'hair in a bun' })
    recall(picture)
    recall({ ...picture, userPrompt: 'on a pier' })
    expect(useSetAside.getState().form?.prompt).toBe('hair in a bun')
  })
  it('takes a recipe that was changed for one’s own, and keeps the form that was set aside before it', async () => {
    const { changeComposer, letGo, recall, takeBack, useComposer, useSetAside } = await load()
    changeComposer({ prompt: 'hair in a bun' })
    recall(picture)
    changeComposer({ prompt: 'on a pier, at night' })
    recall({ ...picture, userPrompt: 'in the rain' })
    expect(useSetAside.getState().form?.prompt).toBe('on a pier, at night')
    takeBack()
    letGo()
    expect(useComposer.getState().prompt).toBe('on a pier, at night')
    takeBack()
    expect(useComposer.getState().prompt).toBe('hair in a bun')
  })
  it('sets nothing aside that nobody typed', async () => {
    const { letGo, recall, takeBack, useComposer, useSetAside } = await load()
    recall(picture)
    expect(useSetAside.getState().form).toBeNull()
    takeBack()
    letGo()
    expect(useComposer.getState().prompt).toBe('with an umbrella')
  })
})

describe('the request for a form', () => {
  it('takes the usual outfit where none is said, and nothing at all without any', async () => {
    const { requestOf, useComposer } = await load()
    expect(requestOf(useComposer.getState(), nova, false)).toMatchObject({ characterId: 'nova', outfit: 'denim jacket' })
    expect(requestOf(useComposer.getState(), { ...nova, defaultOutfit: null }, false)).toBeNull()
  })
  it('leaves out what the character or the engine does not allow', async () => {
    const { requestOf, useComposer } = await load()
    const wanted = { ...useComposer.getState(), nsfw: true, useReference: true }
    expect(requestOf(wanted, nova, false)).toMatchObject({ nsfw: false })
    expect(requestOf(wanted, nova, false)).not.toHaveProperty('useReference')
    expect(requestOf(wanted, nova, true)).toMatchObject({ useReference: true })
    expect(requestOf(wanted, { ...nova, referenceUrl: null }, true)).not.toHaveProperty('useReference')
  })
  it('sends a seed only where a whole number that can be kept was typed', async () => {
    const { seedOf } = await load()
    expect(seedOf(' 42 ')).toBe(42)
    expect(seedOf('9007199254740993')).toBeNull()
    expect(seedOf('4.2')).toBeNull()
    expect(seedOf('')).toBeNull()
  })
})
