import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const gallery = 'src/features/gallery/gallery-page.tsx'
const editor = 'src/features/editor/editor-page.tsx'
const insights = 'src/features/insights/insights-page.tsx'

/** Scripts in KB (1,000 bytes, gzip) out of the built manifest: of a first visit to the gallery, and what editor and insights add to it. */
export function benchSizes(dist = 'dist/web') {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
  const first = scriptsOf(manifest, ['index.html', gallery])
  const added = (page) => [...scriptsOf(manifest, [page])].filter((file) => !first.has(file))
  return {
    firstLoadGzKB: weigh(dist, [...first]),
    editorChunkGzKB: weigh(dist, added(editor)),
    insightsChunkGzKB: weigh(dist, added(insights)),
  }
}

/** Files that a page needs before it runs: its own and all that these import. An entry that is missing fails instead of weighing nothing. */
function scriptsOf(manifest, entries) {
  const files = new Set()
  const add = (name) => {
    const chunk = manifest[name]
    if (chunk === undefined) throw new Error(`the build has no ${name}`)
    if (files.has(chunk.file)) return
    files.add(chunk.file)
    chunk.imports?.forEach(add)
  }
  entries.forEach(add)
  return files
}

const weigh = (dist, files) =>
  Math.round(files.reduce((bytes, file) => bytes + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0) / 100) / 10
