// What the Studio costs in a real Chromium: `npm run bench:web -- --json` prints one JSON object as its last line. Needs the build.
// `--items 10000` for a smaller gallery, `--only sizes,grid,editor` for a part of it.
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { benchEditor } from './web-editor.mjs'
import { benchGrid } from './web-grid.mjs'
import { benchSizes } from './web-sizes.mjs'
import { seededStudio } from './web-studio.mjs'

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    items: { type: 'string', default: '100000' },
    only: { type: 'string', default: 'sizes,grid,editor' },
  },
})
const items = Number(flags.items)
const wanted = new Set(flags.only.split(','))
const say = (line) => (flags.json ? console.error(line) : console.log(line))

const figures = { ...(await inChromium()), ...(wanted.has('sizes') ? benchSizes() : {}) }
for (const [name, figure] of Object.entries(figures)) say(`${name.padEnd(24)} ${JSON.stringify(figure)}`)
console.log(JSON.stringify(figures))

async function inChromium() {
  if (!wanted.has('grid') && !wanted.has('editor')) return {}
  const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => path && existsSync(path))
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] })
  try {
    const editor = wanted.has('editor') ? await benchEditor({ browser }) : {}
    return { ...editor, ...(wanted.has('grid') ? await gridFigures(browser) : {}) }
  } finally {
    await browser.close()
  }
}

async function gridFigures(browser) {
  const studio = await seededStudio({ items, say })
  const context = await browser.newContext({ baseURL: studio.url, viewport: { width: 1440, height: 900 } })
  try {
    await context.addCookies([studio.cookie])
    return await benchGrid({ newPage: () => context.newPage(), baseUrl: studio.url, items })
  } finally {
    await context.close()
    await studio.stop()
  }
}
