import { describe, expect, it } from '@jest/globals'
import { existsSync, readFileSync } from 'node:fs'
import { environmentExample } from './config.ts'

const dockerfile = readFileSync('Dockerfile', 'utf8')
const compose = readFileSync('docker-compose.yml', 'utf8')
const ignored = readFileSync('.dockerignore', 'utf8')
const known = new Set([...environmentExample().matchAll(/^# ([A-Z0-9_]+)=/gm)].map(([, name]) => name))

/** Instructions with their continued lines joined, comments left out. */
const instructions = dockerfile
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line !== '')
const said = (word: string): readonly string[] =>
  instructions.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1))
const lastStage = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')))

/** The lines below a key of two spaces, which is how services stand in the file. */
function serviceOf(name: string): string {
  const from = compose.split(`\n  ${name}:\n`)[1] ?? ''
  return from.split(/\n(?: {2}\S|\S)/)[0] ?? ''
}

/** The lines below a key of the file itself. */
const topLevel = (name: string): string | undefined => compose.split(new RegExp(`^${name}:.*\\n`, 'm'))[1]?.split(/\n(?=\S)/)[0]

describe('the image', () => {
  it('is built in stages, and what it carries was neither built nor tested in it', () => {
    expect(said('FROM').length).toBeGreaterThan(1)
    expect(lastStage.filter((line) => /^RUN .*npm/.test(line))).toEqual([])
    expect(dockerfile).toContain('npm ci --omit=dev')
    expect(lastStage.filter((line) => /^COPY --from=build /.test(line))).toEqual(['COPY --from=build /studio/dist dist'])
  })

  it('installs what the lock says, runs no script of a package, and takes nothing from elsewhere', () => {
    const installs = said('RUN').filter((line) => /\bnpm\b/.test(line))
    expect(installs.length).toBe(2)
    for (const line of installs) expect(line).toMatch(/^npm ci .*--ignore-scripts\b/)
    expect(instructions.filter((line) => /^ADD |curl|wget|apt-get|npx/.test(line))).toEqual([])
    for (const line of said('FROM')) expect(line).toMatch(/^node:22-bookworm-slim( AS \w+)?$/)
  })

  it('lets no key, no setting and no foreign package in, wherever they lie', () => {
    const lines = ignored.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
    const lastLetIn = lines.findLastIndex((line) => line.startsWith('!'))
    // Of two lines that match, the later one counts.
    for (const kept of ['**/node_modules', '**/.env*', '**/*.pem', '**/*.key']) expect(lines.indexOf(kept)).toBeGreaterThan(lastLetIn)
  })

  it('has all that building it imports', () => {
    const copied = said('COPY').filter((line) => !line.startsWith('--from'))
    const beside = [...readFileSync('.ci/build.mjs', 'utf8').matchAll(/from '(\.[^']+)'/g)].map(([, path]) => path)
    expect(beside).toEqual([])
    expect(copied).toContain('.ci/build.mjs .ci/build.mjs')
  })

  it('runs as somebody without rights, writes to one volume, says how it is, and hears the signal to stop', () => {
    expect(lastStage.findLast((line) => line.startsWith('USER '))).toBe('USER node')
    expect(said('VOLUME')).toEqual(['/data'])
    expect(dockerfile).toContain('DATA_DIR=/data')
    expect(said('HEALTHCHECK').join()).toContain('/health/live')
    // A shell in between would keep the signal to itself.
    expect(said('CMD').at(-1)).toMatch(/^\["node", /)
  })

  it('copies what exists, and only what the ignore file lets through', () => {
    const copied = said('COPY')
      .filter((line) => !line.startsWith('--from'))
      .flatMap((line) => line.split(' ').slice(0, -1))
    expect(copied.length).toBeGreaterThan(8)
    for (const path of copied) {
      expect([path, existsSync(path)]).toEqual([path, true])
      const allowed = ignored.split('\n').some((line) => line.startsWith('!') && `${path}/`.startsWith(`${line.slice(1)}/`))
      expect([path, allowed]).toEqual([path, true])
    }
    expect(ignored).toMatch(/^\*$/m)
  })

  it('carries every folder that the program reads at run time', () => {
    const read = readFileSync('src/config-paths.ts', 'utf8').matchAll(/join\(rootDir, '((?:src|workflows)[^']*)'\)/g)
    const folders = [...read].map(([, folder = '']) => folder)
    expect(folders.length).toBeGreaterThan(3)
    for (const folder of folders) expect(lastStage).toContain(`COPY ${folder} ${folder}`)
  })

  it('sets variables that exist, and none that is secret', () => {
    const set = said('ENV').flatMap((line) => line.split(' ').map((pair) => pair.split('=')[0] ?? ''))
    expect(set.filter((name) => !known.has(name))).toEqual([])
    expect(set.filter((name) => /KEY|TOKEN|SECRET|PASSWORD|CERT/.test(name))).toEqual([])
  })
})

describe('the compose file', () => {
  const studio = serviceOf('studio')

  it('sets variables of the Studio that exist, and takes secrets from outside', () => {
    const set = [...studio.matchAll(/^ {6}([A-Z][A-Z0-9_]*): (.*)$/gm)].map(([, name = '', value = '']) => ({ name, value }))
    expect(set.length).toBeGreaterThan(5)
    expect(set.filter(({ name }) => !known.has(name))).toEqual([])
    for (const { name, value } of set.filter((one) => /KEY|TOKEN|SECRET/.test(one.name))) expect(value).toBe(`\${${name}:-}`)
  })

  it('runs the Studio on a root that cannot be written, without rights, and waits for its database', () => {
    expect(studio).toContain('read_only: true')
    expect(studio).toContain('cap_drop: [ALL]')
    expect(studio).toContain('no-new-privileges:true')
    expect(studio).toContain('condition: service_healthy')
    // Longer than the program gives its requests to end.
    expect(Number(/stop_grace_period: (\d+)s/.exec(studio)?.[1])).toBeGreaterThan(10)
  })

  it.each(['api', 'worker', 'projector'])('runs %s as a part that has what all parts have', (role) => {
    const service = serviceOf(role)
    expect(service).toMatch(new RegExp(`^ {4}<<: \\*part\\n {4}environment:\\n {6}<<: \\*part-environment\\n {6}APP_ROLE: ${role}$`, 'm'))
    // People reach an API; the others only say how they are.
    expect(service.includes('ports:')).toBe(role === 'api')
  })

  it('gives all parts the same keys, database and bucket, and asks each whether it is ready', () => {
    const [part = '', environment = ''] = [topLevel('x-part'), topLevel('x-part-environment')]
    const set = [...environment.matchAll(/^ {2}([A-Z][A-Z0-9_]*): (.*)$/gm)].map(([, name = '', value = '']) => ({ name, value }))
    expect(set.filter(({ name }) => !known.has(name))).toEqual([])
    const names = set.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(['DATABASE_URL', 'DATA_KEY', 'CREDENTIALS_CERT', 'CREDENTIALS_KEY', 'COMFYUI_URLS', 'S3_BUCKET']),
    )
    expect(set.find(({ name }) => name === 'DATA_KEY')?.value).toBe('${DATA_KEY:-}')
    expect(environment).toContain('BLOB_STORE: s3')
    // In quotes: the colon of a condition would make a mapping of it.
    expect(part).toMatch(/^ {6}- "fetch\('.*\/health\/ready'.*"$/m)
    for (const line of ['read_only: true', 'cap_drop: [ALL]', 'no-new-privileges:true', 'condition: service_healthy'])
      expect(part).toContain(line)
    expect(Number(/stop_grace_period: (\d+)s/.exec(part)?.[1])).toBeGreaterThan(10)
  })

  it('opens ports to this machine alone, pins every image, and declares every volume', () => {
    for (const [, port] of compose.matchAll(/^ {6}- '([\d.:]+)'$/gm)) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/)
    for (const [, image] of compose.matchAll(/^ {4}image: (\S+)$/gm)) expect(image).not.toMatch(/:latest$|^[^:$]+$/)
    const declared = (compose.split('\nvolumes:\n')[1] ?? '').match(/[a-z-]+(?=:)/g) ?? []
    const used = [...compose.matchAll(/^ {6}- (?:\$\{[A-Z_]+:-)?([a-z-]+)\}?:\/\S+$/gm)].map(([, name]) => name)
    expect([...declared].sort()).toEqual([...new Set(used)].sort())
  })

  it('has a way to ask every service how it is: its own, that of all parts, or that of our image', () => {
    const services = [...(topLevel('services') ?? '').matchAll(/^ {2}([a-z]+):$/gm)].map(([, name = '']) => name)
    expect(services.length).toBeGreaterThan(8)
    for (const name of services) expect([name, serviceOf(name)]).toEqual([name, expect.stringMatching(/healthcheck:|build: \.|\*part$/m)])
  })

  it('lets the log of a fleet lie wherever that of one process may', () => {
    for (const place of [studio, topLevel('x-part-environment')])
      for (const name of ['EVENT_STORE', 'EVENTSTORE_URL']) expect(place).toMatch(new RegExp(`^ +${name}: \\$\\{${name}:-`, 'm'))
  })
})
