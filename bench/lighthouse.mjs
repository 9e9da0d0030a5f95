// Lighthouse on the pages people meet first: `node bench/lighthouse.mjs` after a build. It is no dependency of ours: the version named here is
// installed into a folder of its own when it is not there yet (`LIGHTHOUSE_DIR`, or one below the system's temporary folder).
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { draw, privateStudio } from '../.ci/private-studio.mjs'
import { demoCharacter } from '../dist/src/adapters/cli/studio-client.js'

const version = '12.8.2'
const folder = process.env.LIGHTHOUSE_DIR ?? join(tmpdir(), `persona-studio-lighthouse-${version}`)
const least = { accessibility: 100, 'best-practices': 95 }

const { lighthouse, launch } = await installed()
const chromePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => path && existsSync(path))
const chrome = await launch({ chromePath, chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu'] })
const studio = await privateStudio()
try {
  const scores = { welcome: await scoresOf('/welcome') }
  const { client, cookie } = await studio.signUp()
  const { id } = await client.post('/api/v1/characters', demoCharacter)
  const plan = { scene: 'beach_day', environment: 'beach', outfit: 'summer dress', aspectRatio: '9:16', seed: 7 }
  const picture = await draw(client, id, plan)
  const pages = {
    studio: '/studio',
    gallery: '/gallery',
    character: `/characters/${id}`,
    picture: `/images/${picture.id}`,
    queue: '/queue',
  }
  for (const [name, path] of Object.entries(pages)) scores[name] = await scoresOf(path, `${cookie.name}=${cookie.value}`)
  console.log(JSON.stringify(scores))
  const low = Object.values(scores).some((page) => Object.entries(least).some(([category, score]) => page[category] < score))
  process.exitCode = low ? 1 : 0
} finally {
  await studio.stop()
  chrome.kill()
}

/** 0..100 for each category, on a desktop; what cost points is said beside it. */
async function scoresOf(path, cookie) {
  const settings = {
    formFactor: 'desktop',
    screenEmulation: { mobile: false, width: 1440, height: 900, deviceScaleFactor: 1, disabled: false },
  }
  const flags = {
    port: chrome.port,
    onlyCategories: ['performance', 'accessibility', 'best-practices'],
    throttlingMethod: 'provided',
    ...settings,
    ...(cookie ? { extraHeaders: { Cookie: cookie }, disableStorageReset: true } : {}),
  }
  const { lhr } = await lighthouse(`${studio.url}${path}`, flags)
  // A category with an audit that failed to run has no score, and would be told as 0.
  for (const { id, scoreDisplayMode, errorMessage } of Object.values(lhr.audits))
    if (scoreDisplayMode === 'error') console.error(`${path}: ${id} could not be looked at: ${errorMessage}`)
  for (const category of Object.values(lhr.categories))
    for (const { id, weight } of category.auditRefs)
      if (weight > 0 && category.id !== 'performance' && (lhr.audits[id].score ?? 1) < 1)
        console.error(`${path} ${category.id}: ${id}, ${lhr.audits[id].title}`)
  return Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)]))
}

async function installed() {
  const packages = join(folder, 'node_modules')
  if (!existsSync(join(packages, 'lighthouse'))) {
    mkdirSync(folder, { recursive: true })
    execFileSync('npm', ['install', '--prefix', folder, `lighthouse@${version}`, '--no-audit', '--no-fund'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }
  const load = (file) => import(pathToFileURL(join(packages, file)).href)
  return { lighthouse: (await load('lighthouse/core/index.js')).default, launch: (await load('chrome-launcher/dist/index.js')).launch }
}
