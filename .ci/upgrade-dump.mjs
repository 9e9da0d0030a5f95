// Writes what the database of this version looks like after a little work, for the versions after it: each must open and serve it
// (src/adapters/postgres/upgrade.test.ts). Run once for a release, when its last migration is written; a dump that is there is kept for ever.
// Needs the build, pg_dump and a PostgreSQL (TEST_DATABASE_URL, or the system's, started for the purpose).
import { execFileSync, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import sharp from 'sharp'
import { demoCharacter, firstToken, studioClient } from '../dist/src/adapters/cli/studio-client.js'
import { startPostgres } from './postgres.mjs'

const newest = readdirSync('src/adapters/postgres/migrations').sort().at(-1)
const file = join('src/adapters/postgres/upgrade-dumps', newest)
if (existsSync(file)) {
  console.log(`${file} is there: a dump is never written anew.`)
  process.exit(1)
}
const postgres = await startPostgres()
const database = new URL(postgres.url)
database.pathname = `/upgrade_${randomUUID().replaceAll('-', '')}`
const dataDir = mkdtempSync(join(tmpdir(), 'persona-studio-upgrade-'))
try {
  await onServer(`create database ${database.pathname.slice(1)}`)
  await workALittle(database.href, dataDir)
  writeFileSync(file, dumpOf(database.href))
  console.log(`${file}: written`)
} finally {
  await onServer(`drop database if exists ${database.pathname.slice(1)} with (force)`)
  await postgres.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

async function onServer(sql) {
  const client = new pg.Client(postgres.url)
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

/** An account, a character, a picture, an edit of it, and one that was cancelled. DATA_KEY is known, so that the test can read the texts. */
async function workALittle(databaseUrl, folder) {
  const env = {
    PATH: process.env.PATH,
    PORT: '0',
    DATA_DIR: folder,
    DATABASE_URL: databaseUrl,
    DATA_KEY: '0'.repeat(64),
    LOG_LEVEL: 'warn',
  }
  const server = fork('dist/src/main.js', [], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const { listening: url } = await new Promise((resolve, reject) => {
    server.once('message', resolve)
    server.once('exit', (code) => reject(new Error(`the server ended with code ${code}`)))
  })
  try {
    const client = studioClient(url, await firstToken(url, 'ada', 'a-long-password'))
    const { id: characterId } = await client.post('/api/v1/characters', demoCharacter)
    const form = {
      scene: 'beach_day',
      environment: 'beach',
      outfit: 'summer dress',
      aspectRatio: '1:1',
      qualityMode: 'draft',
      nsfw: false,
      seed: 7,
    }
    const generated = await client.post('/image/generate/studio', { characterId, ...form, prompt: 'holding a parasol' })
    const source = await resultOf(client, generated.promptId)
    const mask = { create: { width: source.width, height: source.height, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } }
    const painted = { create: { width: 200, height: 200, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 1 } } }
    const png = await sharp(mask)
      .composite([{ input: painted, left: 200, top: 200 }])
      .png()
      .toBuffer()
    const edit = { characterId, sourceImageId: source.id, prompt: 'add a banana', maskedImageBase64Png: png.toString('base64') }
    await resultOf(client, (await client.post('/image/edit/inpaint', edit)).promptId)
    const given = await client.post('/image/generate/studio', { characterId, ...form, seed: 8 })
    await client.post(`/api/v1/jobs/${given.promptId}/cancel`, {})
    await resultOf(client, given.promptId)
  } finally {
    server.kill('SIGTERM')
    await new Promise((resolve) => server.once('exit', resolve))
  }
}

async function resultOf(client, promptId) {
  for (;;) {
    const { status, images } = await client.get(`/image/comfyui/${promptId}/results`)
    if (status !== 'in_progress') return images[0]
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** As plain statements, which every later PostgreSQL understands: without what the tool says of itself, of this server and of sessions. */
function dumpOf(databaseUrl) {
  const asked = [
    '--inserts',
    '--no-owner',
    '--no-privileges',
    '--no-comments',
    '--exclude-table-data=sessions',
    '--exclude-table-data=api_tokens',
    databaseUrl,
  ]
  const text = execFileSync('pg_dump', asked, { encoding: 'utf8', maxBuffer: 2 ** 28 })
  const kept = text.split('\n').filter((line) => !/^(--|\\|SET |SELECT pg_catalog\.set_config)/.test(line) && line !== '')
  // Functions come in the order of their names, so one may call another that is made only after it.
  const ordered = ['SET check_function_bodies = false;', ...kept, 'RESET check_function_bodies;']
  const words = ordered.join('\n').replaceAll(`'${hostname()}/`, "'worker/")
  return `-- Written by .ci/upgrade-dump.mjs, once; never changed.\n${words}\n`
}
