import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { ellipseMask } from '../../src/adapters/cli/demo-pictures.ts'
import type { JobsAccepted } from '../../src/adapters/http/contract/job.ts'
import { firstCharacter, generate, resultOf } from '../../src/test-server.ts'
import { desk, phone, realStudio, signIn, type RealStudio, type Visit } from './test-browser.ts'

jest.setTimeout(180_000)
const axe = readFileSync(join(__dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8')
let studio: RealStudio
let inside: Visit
let addresses: Readonly<Record<string, string>> = {}

beforeAll(async () => {
  const mask = Buffer.from(ellipseMask(832, 1472)).toString('base64')
  studio = await realStudio()
  const stranger = await studio.visit()
  await stranger.page.goto('/welcome')
  await expectNoBarrier(stranger.page, 'welcome')
  const { client, characterId } = await firstCharacter(studio.url)
  const { id } = await generate(client, characterId, '9:16')
  const body = { characterId, sourceImageId: id, prompt: 'add a banana', maskedImageBase64Png: mask }
  const edit = await resultOf(client, ((await client.post('/image/edit/inpaint', body)) as JobsAccepted).promptId)
  addresses = {
    studio: '/studio',
    gallery: '/gallery',
    characters: '/characters',
    character: `/characters/${characterId}`,
    detail: `/images/${edit.id}`,
    editor: `/images/${edit.id}/edit`,
    queue: '/queue',
    settings: '/settings',
    trash: '/trash',
  }
  inside = await studio.visit()
  await signIn(inside, studio.url)
})
afterAll(() => studio.close())

describe.each(['dark', 'light'] as const)('in the %s theme', (colorScheme) => {
  it('strangers meet no barrier', async () => {
    const { page, complaints } = await studio.visit({ colorScheme })
    await page.goto('/sign-in')
    await page.getByLabel('Username').waitFor()
    await expectNoBarrier(page, 'sign-in')
    expect(complaints).toEqual([])
  })

  // Each screen with something that must be on it before it counts.
  it.each([
    ['studio', '.runs [data-image]'],
    ['gallery', '[data-image]'],
    ['characters', 'text=Nova Lind'],
    ['character', '[data-image]'],
    ['detail', '.viewer__pic img'],
    ['editor', '.stage__box canvas'],
    ['queue', 'text=add a banana'],
    ['settings', 'text=This one'],
    ['trash', 'text=The trash is empty'],
  ])('the %s screen has no barrier, on a desk or a phone', async (screen, filled) => {
    const { page, complaints } = inside
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const size of [desk, phone.viewport]) {
      await page.setViewportSize(size)
      await page.goto(addresses[screen] ?? '')
      await page.locator(filled).first().waitFor()
      await expectNoBarrier(page, screen)
    }
    expect(complaints).toEqual([])
  })
})

async function expectNoBarrier(page: Page, screen: string): Promise<void> {
  await page.locator('h1, [role=dialog]').first().waitFor({ state: 'attached' })
  await page.waitForFunction(() => document.querySelector('.loading') === null)
  await page.evaluate(axe)
  const barriers = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  })
  expect({ screen, barriers }).toEqual({ screen, barriers: [] })
}
