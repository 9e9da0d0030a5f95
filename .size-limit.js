// What a browser must fetch, by the build's own manifest: sizes are of gzip, and a page that the build does not know is an error here.
import { existsSync, readFileSync } from 'node:fs'

const built = 'dist/web'
const manifest = JSON.parse(readFileSync(`${built}/.vite/manifest.json`, 'utf8'))
const gallery = 'src/features/gallery/gallery-page.tsx'
const editor = 'src/features/editor/editor-page.tsx'
const insights = 'src/features/insights/insights-page.tsx'
const firstLoad = new Set([...modulesOf('index.html'), ...modulesOf(gallery)])

export default [
  { name: 'First load of the gallery, JS', path: scripts([...firstLoad]), limit: '200 kB', gzip: true },
  { name: 'First load of the gallery, CSS', path: styles([...firstLoad]), limit: '20 kB', gzip: true },
  { name: 'Editor, on top of it', path: scripts(onTop(editor)), limit: '90 kB', gzip: true },
  ...(existsSync(`web/${insights}`)
    ? [{ name: 'Insights, on top of it', path: scripts(onTop(insights)), limit: '100 kB', gzip: true }]
    : []),
]

/** A module of the manifest with all that it imports at once; what it imports later is somebody else's load. */
function modulesOf(name, seen = new Set()) {
  const module = manifest[name]
  if (module === undefined) throw new Error(`the build knows no ${name}: has the page moved?`)
  if (!seen.has(name)) {
    seen.add(name)
    for (const imported of module.imports ?? []) modulesOf(imported, seen)
  }
  return seen
}

function onTop(page) {
  return [...modulesOf(page)].filter((name) => !firstLoad.has(name))
}

function scripts(names) {
  return found(names.map((name) => manifest[name].file).filter((file) => file.endsWith('.js')))
}

function styles(names) {
  return found([...new Set(names.flatMap((name) => manifest[name].css ?? []))])
}

/** size-limit counts what is missing as nothing; here it is an error, and so is a list of nothing. */
function found(files) {
  const paths = files.map((file) => `${built}/${file}`)
  const missing = paths.filter((path) => !existsSync(path))
  if (missing.length > 0 || paths.length === 0) throw new Error(`nothing to weigh: ${missing.join(', ') || 'the page has no such files'}`)
  return paths
}
