// Makes docs/screenshots anew: a server of its own, a small cast and some pictures through the public API, then every screen in real
// Chromium at 1440 and 390 px in both themes. `--only studio,editor` for some; `--out DIR` for elsewhere.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import sharp from 'sharp'
import { ellipseMask } from '../dist/src/adapters/cli/demo-pictures.js'
import { demoCharacter } from '../dist/src/adapters/cli/studio-client.js'
import { draw, pictureOf, privateStudio } from './private-studio.mjs'

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string' },
    out: { type: 'string', default: 'docs/screenshots' },
    themes: { type: 'string', default: 'dark,light' },
  },
})
const wanted = flags.only?.split(',')
const themes = flags.themes.split(',')
/** A picture that comes late is worth waiting for: a busy machine starts a page in minutes. */
const patienceMs = 180_000
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]

mkdirSync(flags.out, { recursive: true })
const studio = await privateStudio()
const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => path && existsSync(path))
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-background-networking', '--force-color-profile=srgb'],
})
try {
  for (const theme of themes) await shoot(theme, 'welcome', '/welcome')
  const { cookie, client, token } = await studio.signUp()
  for (const theme of themes) {
    await shoot(theme, 'welcome-character', '/welcome', undefined, cookie)
    await shoot(theme, 'studio-empty', '/studio', undefined, cookie)
    await shoot(theme, 'sign-in', '/sign-in')
  }
  const cast = await fill(client, token)
  const signed = Buffer.from(await client.file(cast.edited.url))
  for (const theme of themes) for (const [name, path, act] of screens({ ...cast, signed })) await shoot(theme, name, path, act, cookie)
  // Last, because it makes pictures that no other screen is meant to show; one after the other, because each waits for nobody else's.
  for (const theme of themes)
    for (const size of sizes) {
      await shoot(theme, 'studio-running', '/studio', generateFour, cookie, [size])
      await idle(client)
    }
} finally {
  await browser.close()
  await studio.stop()
}

function screens({ characterId, source, edited, signed }) {
  return [
    ['studio', '/studio'],
    ['gallery', '/gallery'],
    ['characters', '/characters'],
    ['character', `/characters/${characterId}`],
    ['character-prompt', `/characters/${characterId}?part=prompt`],
    ['character-face', `/characters/${characterId}?part=face`],
    ['character-form', '/characters?new=true'],
    ['detail', `/images/${edited.id}`],
    ['lineage', `/images/${edited.id}/lineage`],
    ['editor', `/images/${source.id}/edit`, paintStroke],
    ['queue', '/queue'],
    ['insights', '/insights'],
    ['audit', `/audit?image=${edited.id}`],
    ['verify', '/verify', (page) => verifyFile(page, signed)],
    ['admin', '/admin'],
    ['settings', '/settings'],
    ['trash', '/trash'],
    ['palette', '/studio', (page) => page.keyboard.press('Control+K')],
    ['help', '/studio', (page) => page.keyboard.press('?')],
    ['not-found', '/nowhere'],
  ]
}

async function shoot(theme, name, path, act, cookie, views = sizes) {
  if (wanted && !wanted.includes(name)) return
  for (const size of views) {
    const touch = size.width < 500
    const context = await browser.newContext({
      viewport: size,
      colorScheme: theme,
      deviceScaleFactor: 1,
      hasTouch: touch,
      isMobile: touch,
      reducedMotion: 'reduce',
      baseURL: studio.url,
    })
    if (cookie) await context.addCookies([cookie])
    const page = await context.newPage()
    page.setDefaultTimeout(patienceMs)
    await page.goto(path)
    await page.waitForFunction(isAtRest)
    await act?.(page)
    await page.waitForTimeout(500)
    if (!act) await page.waitForFunction(isAtRest)
    const file = join(flags.out, `${name}-${theme}-${size.width}.webp`)
    await sharp(await page.screenshot())
      .webp({ quality: 82 })
      .toFile(file)
    console.log(file)
    await context.close()
  }
}

async function paintStroke(page) {
  // The draft of an earlier shot comes first: whoever paints before it is there is asked which of the two to keep.
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/api/v1/drafts/')))
  await page.waitForTimeout(400)
  const box = await page.locator('[role=application]').first().boundingBox()
  if (box === null) throw new Error('the editor shows no canvas')
  const at = (x, y) => [box.x + box.width * x, box.y + box.height * y]
  await page.mouse.move(...at(0.44, 0.66))
  await page.mouse.down()
  for (let step = 0; step <= 20; step++) await page.mouse.move(...at(0.44 + step * 0.006, 0.66 + Math.sin(step / 3) * 0.02))
  await page.mouse.up()
  await page.waitForTimeout(400)
}

async function verifyFile(page, signed) {
  await page.locator('input[type=file]').first().setInputFiles({ name: 'picture.png', mimeType: 'image/png', buffer: signed })
  await page.getByText('Made here, intact').first().waitFor()
}

/** Nothing of the page is still on its way: no skeleton, and every picture that can be seen is there. Runs in the browser, again and again. */
function isAtRest() {
  const inSight = ({ top, bottom, width }) => width > 0 && bottom > 0 && top < innerHeight
  const there = (image) => !inSight(image.getBoundingClientRect()) || (image.complete && image.naturalWidth > 0)
  return document.querySelector('h1, h2') !== null && document.querySelector('.skeleton') === null && [...document.images].every(there)
}

/** Until nothing is on its way any more. */
async function idle(client) {
  for (;;) {
    const { jobs } = await client.get('/api/v1/jobs?active=true')
    if (jobs.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

async function generateFour(page) {
  await page.getByRole('radio', { name: '4', exact: true }).check({ force: true })
  await page.getByRole('button', { name: /^Generate \d/ }).click()
  await page.locator('.runs').getByRole('progressbar').first().waitFor()
}

/** Three characters and a dozen pictures of the first, two of them edited, one favourite, one in the trash. */
async function fill(client, token) {
  const nova = await client.post('/api/v1/characters', {
    ...demoCharacter,
    handle: 'nova_lind',
    bio: 'Travels light, drinks too much coffee.',
  })
  const ember = {
    ...demoCharacter,
    name: 'Ember Okafor',
    handle: 'ember_ok',
    ethnicity: 'black',
    skinColor: 'dark',
    hairStyle: 'short',
    hairColor: 'black',
    gender: 'male',
    eyeColor: 'brown',
    freckles: false,
    age: 34,
    defaultOutfit: 'blazer',
  }
  const juniper = {
    ...demoCharacter,
    name: 'Juniper Sato',
    handle: 'juniper',
    ethnicity: 'asian',
    hairStyle: 'bob',
    hairColor: 'black',
    eyeColor: 'hazel',
    style: 'anime',
    age: 24,
    freckles: false,
    defaultOutfit: 'hoodie',
  }
  const others = [await client.post('/api/v1/characters', ember), await client.post('/api/v1/characters', juniper)]
  const plans = [
    ['beach_day', 'beach', 'summer dress', '9:16'],
    ['professional_portrait', 'office', 'business suit', '2:3'],
    ['cozy_home', 'home_living_room', 'hoodie', '1:1'],
    ['night_out', 'urban_street', 'evening gown', '9:16'],
    ['morning_vibes', 'cafe', 'denim jacket', '2:3'],
    ['fashion_editorial', 'studio', 'red carpet look', '9:16'],
    ['candid_lifestyle', 'home_bedroom', 'tank top', '1:1'],
    ['fitness_motivation', 'urban_street', 'athleisure', '2:3'],
  ]
  const images = []
  for (const [index, plan] of plans.entries()) images.push(await generate(client, nova.id, plan, 100 + index))
  for (const [index, other] of others.entries())
    for (const plan of [plans[4], plans[5 + index]]) await generate(client, other.id, plan, 500 + index)
  const source = images[0]
  const mask = Buffer.from(ellipseMask(source.width, source.height)).toString('base64')
  const edit = async (from, prompt) =>
    pictureOf(
      client,
      (await client.post('/image/edit/inpaint', { characterId: nova.id, sourceImageId: from.id, prompt, maskedImageBase64Png: mask }))
        .promptId,
    )
  await edit(source, 'a bouquet of flowers')
  const edited = await edit(source, 'add a banana')
  await change(token, 'PATCH', images[3].id, { favourite: true })
  await change(token, 'DELETE', images[6].id)
  return { characterId: nova.id, source, edited }
}

function generate(client, characterId, [scene, environment, outfit, aspectRatio], seed) {
  return draw(client, characterId, { scene, environment, outfit, aspectRatio, seed })
}

async function change(token, method, id, body) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const answer = await fetch(`${studio.url}/api/v1/images/${id}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  if (!answer.ok) throw new Error(`${method} of a picture answered ${answer.status}`)
}
