import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, preview } from 'vite'

const speedPxPerSecond = 10_000
const scrollMs = 4_000
const rounds = 5

/**
 * How long the frames of the gallery take while it is scrolled fast, beside a grid of as many empty cells in the same browser: the 95th percentile
 * of the quietest of several rounds of each, taken by turns, because whatever else the machine does only ever adds. `newPage` opens a signed-in page.
 */
export async function benchGrid({ newPage, baseUrl, items }) {
  const empty = await serveEmptyGrid()
  const full = await newPage()
  const plain = await newPage()
  try {
    await full.goto(`${baseUrl}/gallery`)
    await full.locator('.scrubber').waitFor({ timeout: 120_000 })
    await full.locator('[data-image] img').first().waitFor()
    await plain.goto(`${empty.url}?items=${items}`)
    await plain.locator('li').first().waitFor()
    const figures = { empty: [], full: [] }
    let nodes = 0
    for (let round = 0; round < rounds; round++) {
      figures.empty.push(await scroll(plain))
      figures.full.push(await scroll(full))
      nodes = Math.max(nodes, await full.evaluate(() => window.mostNodes))
    }
    return { gridFrameP95Ms: quietest(figures.full), emptyGridFrameP95Ms: quietest(figures.empty), gridDomNodes: nodes }
  } finally {
    await Promise.all([full.close(), plain.close(), empty.close()])
  }
}

/** Scrolls from the top at a steady speed, whatever the frames take; the 95th percentile of the time between frames. */
async function scroll(page) {
  await page.bringToFront()
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.waitForTimeout(1_000)
  return page.evaluate(
    ({ speedPxPerSecond, scrollMs }) =>
      new Promise((resolve) => {
        const frames = []
        const startMs = performance.now()
        let lastMs = startMs
        window.mostNodes = 0
        const frame = (nowMs) => {
          frames.push(nowMs - lastMs)
          lastMs = nowMs
          window.scrollTo(0, ((nowMs - startMs) / 1000) * speedPxPerSecond)
          window.mostNodes = Math.max(window.mostNodes, document.querySelectorAll('.picture-grid, .picture-grid *').length)
          if (nowMs - startMs < scrollMs) return requestAnimationFrame(frame)
          const sorted = frames.slice(2).sort((a, b) => a - b)
          resolve(sorted[Math.floor(sorted.length * 0.95)])
        }
        requestAnimationFrame(frame)
      }),
    { speedPxPerSecond, scrollMs },
  )
}

async function serveEmptyGrid() {
  const outDir = mkdtempSync(join(tmpdir(), 'persona-studio-empty-grid-'))
  const options = {
    configFile: false,
    root: 'bench/empty-grid',
    plugins: [react()],
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
  }
  await build(options)
  const server = await preview({ ...options, preview: { host: '127.0.0.1', port: 0 } })
  return {
    url: server.resolvedUrls.local[0],
    async close() {
      await server.close()
      rmSync(outDir, { recursive: true, force: true })
    },
  }
}

const quietest = (figures) => Math.round(Math.min(...figures) * 10) / 10
