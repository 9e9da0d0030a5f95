import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { ellipseMask } from '../../src/adapters/cli/demo-pictures.ts'
import type { JobsAccepted } from '../../src/adapters/http/contract/job.ts'
import { firstCharacter, generate, resultOf } from '../../src/test-server.ts'
import { desk, phone, realStudio, signIn, type RealStudio, type Visit } from './test-browser.ts'

jest.setTimeout(180_000)
const themes = ['dark', 'light'] as const
const axe = readFileSync(join(__dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8')
let studio: RealStudio
let inside: Visit
let ids = { character: '', edit: '' }

type Screen = {
  readonly name: string
  readonly path: () => string
  /** Something that must be on the screen before it counts. */
  readonly filled: string
  /** What is opened on top of it. */
  readonly open?: (page: Page) => Promise<unknown>
}

const screens: readonly Screen[] = [
  { name: 'welcome', path: () => '/welcome', filled: 'text=Meet Nova' },
  { name: 'studio', path: () => '/studio', filled: '.runs [data-image]' },
  { name: 'gallery', path: () => '/gallery', filled: '[data-image]' },
  { name: 'characters', path: () => '/characters', filled: 'text=Nova Lind' },
  { name: 'character', path: () => `/characters/${ids.character}`, filled: '[data-image]' },
  { name: 'prompt of a character', path: () => `/characters/${ids.character}?part=prompt`, filled: '.read' },
  { name: 'face of a character', path: () => `/characters/${ids.character}?part=face`, filled: 'text=Upload a face' },
  { name: 'detail', path: () => `/images/${ids.edit}`, filled: '.viewer__pic img' },
  { name: 'lineage', path: () => `/images/${ids.edit}/lineage`, filled: '[role=tree] img' },
  { name: 'editor', path: () => `/images/${ids.edit}/edit`, filled: '.stage__box canvas' },
  { name: 'queue', path: () => '/queue', filled: 'text=add a banana' },
  { name: 'settings', path: () => '/settings', filled: 'text=This one' },
  { name: 'insights', path: () => '/insights', filled: '.kpi' },
  { name: 'acts', path: () => '/audit', filled: '.tl' },
  { name: 'history of a picture', path: () => `/audit?image=${ids.edit}`, filled: '.audit__state .meta' },
  {
    name: 'one event',
    path: () => `/audit?image=${ids.edit}`,
    filled: '.audit__state .meta',
    open: (page) =>
      page
        .getByRole('button', { name: /^Details: / })
        .first()
        .click(),
  },
  { name: 'verify', path: () => '/verify', filled: 'text=Choose a picture' },
  { name: 'users', path: () => '/admin', filled: 'tbody tr' },
  { name: 'trash', path: () => '/trash', filled: 'text=The trash is empty' },
  { name: 'no such page', path: () => '/nowhere', filled: 'text=There is nothing here' },
  { name: 'form of a character', path: () => '/characters?new=true', filled: '[role=dialog] select' },
  { name: 'palette', path: () => '/studio', filled: '.runs [data-image]', open: (page) => page.keyboard.press('Control+K') },
  { name: 'help', path: () => '/queue', filled: 'text=add a banana', open: (page) => page.keyboard.press('?') },
  {
    name: 'menu of the account',
    path: () => '/queue',
    filled: 'text=add a banana',
    // A phone has it at the end of its bar.
    open: (page) => page.getByRole('button', { name: /your account|^More$/ }).click(),
  },
  {
    name: 'upload',
    path: () => '/gallery',
    filled: '[data-image]',
    open: (page) => page.locator('input[type=file]').setInputFiles({ name: 'mine.png', mimeType: 'image/png', buffer: Buffer.alloc(8) }),
  },
  {
    name: 'doing an edit again',
    path: () => `/images/${ids.edit}/lineage`,
    filled: '[role=tree] img',
    open: (page) => page.getByRole('button', { name: 'New words or seed' }).click(),
  },
  {
    name: 'asking before a token goes',
    path: () => '/settings',
    filled: 'text=This one',
    open: (page) => page.getByRole('button', { name: /^Remove / }).click(),
  },
]

beforeAll(async () => {
  const mask = Buffer.from(ellipseMask(832, 1472)).toString('base64')
  studio = await realStudio()
  const stranger = await studio.visit()
  await stranger.page.goto('/welcome')
  await stranger.page.getByLabel('Username').waitFor()
  await expectNoBarrier(stranger.page, 'first account')
  const { client, characterId } = await firstCharacter(studio.url)
  const { id } = await generate(client, characterId, '9:16')
  const body = { characterId, sourceImageId: id, prompt: 'add a banana', maskedImageBase64Png: mask }
  const edit = await resultOf(client, ((await client.post('/image/edit/inpaint', body)) as JobsAccepted).promptId)
  ids = { character: characterId, edit: edit.id }
  inside = await studio.visit()
  await signIn(inside, studio.url)
})
afterAll(() => studio.close())

describe('strangers', () => {
  it('meet no barrier', async () => {
    const { page, complaints } = await studio.visit()
    await page.goto('/sign-in')
    await page.getByLabel('Username').waitFor()
    await expectNoBarrier(page, 'sign-in')
    expect(complaints).toEqual([])
  })
})

describe.each([
  { where: 'a desk', size: desk },
  { where: 'a phone', size: phone.viewport },
])('on $where', ({ size }) => {
  it.each(screens)('there is no barrier in either theme: $name', async ({ name, path, filled, open }) => {
    const { page, complaints } = inside
    await page.setViewportSize(size)
    await page.goto(path())
    await page.locator(filled).first().waitFor()
    await open?.(page)
    if (open !== undefined) await page.locator('[role=dialog], [role=menu]').waitFor()
    await expectNoBarrier(page, name)
    expect(complaints.filter((complaint) => !complaint.includes('/nowhere'))).toEqual([])
  })
})

/** Holds what is on the screen against the rules in both themes; a change of theme needs no new page. */
async function expectNoBarrier(page: Page, screen: string): Promise<void> {
  await page.locator('h1, [role=dialog]').first().waitFor({ state: 'attached' })
  await page.waitForFunction(() => document.querySelector('.loading, .skeleton') === null)
  await page.evaluate(axe)
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.waitForFunction(isShown, colorScheme)
    const barriers = await page.evaluate(async () => {
      type Axe = { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      const { axe } = window as unknown as { axe: Axe }
      // All rules; what holds is not described, which takes as long as to find out.
      return (await axe.run({ resultTypes: ['violations'] })).violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
      )
    })
    expect({ screen, colorScheme, barriers }).toEqual({ screen, colorScheme, barriers: [] })
  }
}

/** Whether the theme is there and no colour is on its way any more. Runs in the page. */
function isShown(theme: string): boolean {
  const moving = document.getAnimations().some((animation) => animation instanceof CSSTransition)
  return document.documentElement.dataset['theme'] === theme && !moving
}
