// Pages of a small and a large gallery, one request at a time: every filter, from the newest picture on and from the middle of the gallery.
// With several at a time they would wait for each other's processor. A disturbance of the machine meets both sizes alike.
import { Agent, request } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { galleryQuery } from '../dist/src/adapters/http/contract/gallery.js'
import { aspectRatios, environments, scenes } from '../dist/src/domain/presets/studio-settings.js'
import { characterIdOf } from './load-gallery-rows.mjs'
import { pictureId } from './seed-gallery.mjs'

const minuteMs = 60_000
const outfits = ['summer dress', 'business suit', 'hoodie', 'evening gown', 'denim jacket']

/** The question of each round, by what it asks; `count` and `untilMs` of the gallery that is asked. */
const questions = {
  everything: () => ({}),
  'oldest first': () => ({ sort: 'oldest' }),
  'a character': (round) => ({ characterId: characterIdOf(round % 25) }),
  'a scene': (round) => ({ scene: scenes[round % scenes.length] }),
  'an environment': (round) => ({ environment: environments[round % environments.length] }),
  'an outfit': (round) => ({ outfit: outfits[round % outfits.length] }),
  'a rare outfit': () => ({ outfit: 'costume of act 77' }),
  'an outfit that nobody wears': () => ({ outfit: 'suit of armour' }),
  'a shape': (round) => ({ aspectRatio: aspectRatios[round % aspectRatios.length] }),
  'a quality': (round) => ({ qualityMode: ['draft', 'hq'][round % 2] }),
  'a kind': (round) => ({ kind: ['generated', 'edited', 'uploaded'][round % 3] }),
  favourites: () => ({ favourite: true }),
  'no favourites': () => ({ favourite: false }),
  'the trash': () => ({ trash: true }),
  'a tenth of the time': (round, { count, untilMs }) => ({
    from: instantOf(untilMs - count * (0.9 - round / 100) * minuteMs),
    to: instantOf(untilMs - count * (0.8 - round / 100) * minuteMs),
  }),
  'a character in a scene': (round) => ({ characterId: characterIdOf(round % 25), scene: scenes[round % scenes.length] }),
  'favourites of a character': (round) => ({ characterId: characterIdOf(round % 25), favourite: true }),
  'a word of every picture': () => ({ q: 'photograph' }),
  'a word of many pictures': (round) => ({ q: ['banana', 'guitar', 'kite', 'drum'][round % 4] }),
  'a word of few pictures': () => ({ q: 'sextant' }),
  'a word of no picture': () => ({ q: 'zeppelin' }),
  'the beginning of a word': (round) => ({ q: ['ban', 'gui', 'ki', 'd'][round % 4] }),
  'two words': (round) => ({ q: ['beach banana', 'cafe guitar', 'office kite'][round % 3] }),
  'a word with a character': (round) => ({ q: 'lantern', characterId: characterIdOf(round % 25) }),
  'a word in the trash': () => ({ q: 'parrot', trash: true }),
}

/**
 * Rounds that are not counted, 500 requests to each: for so long a program that has just started compiles, and compiles anew, what it does
 * often. One that people use has that behind it.
 */
const warmUps = 10

/** Pages after which this process, which asks, collects its garbage: left to itself it does so in the middle of a page, for up to 12 ms. */
const pagesToCollect = 8

/**
 * `galleries` are { url, token, count, untilMs }. The first rounds warm up. Answers, for each gallery in their order, the
 * milliseconds of all pages, and by question.
 */
export async function benchGalleries(galleries, { rounds }) {
  assertAll(Object.values(questions).map((question) => question(0, { count: 1, untilMs: 0 })))
  const agent = new Agent({ keepAlive: true })
  const collectGarbage = garbageCollector()
  const tallies = galleries.map(() => ({ times: [], byQuestion: {}, failed: 0 }))
  let pages = 0
  for (let round = 0; round < warmUps + rounds; round++) {
    for (const [what, question] of Object.entries(questions)) {
      for (const [index, gallery] of galleries.entries()) {
        for (const from of ['the newest', 'the middle']) {
          const after = from === 'the middle' ? { after: pictureId(gallery.count >> 1) } : {}
          const page = await timedPage(agent, gallery, { ...question(round, gallery), ...after, limit: 60 })
          if (round >= warmUps) note(tallies[index], what, page)
          if (++pages % pagesToCollect === 0) collectGarbage()
        }
      }
    }
  }
  agent.destroy()
  return tallies
}

/** A filter that the wire has and nobody asks for here would be a filter that is not measured. */
function assertAll(asked) {
  const filters = Object.keys(galleryQuery.shape).filter((name) => !['limit', 'cursor', 'after'].includes(name))
  const missing = filters.filter((name) => !asked.some((query) => name in query))
  if (missing.length > 0) throw new Error(`no question asks for ${missing.join(', ')}`)
}

/** What `--expose-gc` would give. */
function garbageCollector() {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc')
}

function note(tally, what, { ms, ok }) {
  if (!ok) tally.failed += 1
  tally.times.push(ms)
  ;(tally.byQuestion[what] ??= []).push(ms)
}

/** From the request to the last byte of the answer, which is read and not parsed. */
function timedPage(agent, { url, token }, query) {
  const address = new URL(`/api/v1/images?${new URLSearchParams(query)}`, url)
  const startedAt = performance.now()
  return new Promise((resolve) => {
    const done = (ok) => resolve({ ms: performance.now() - startedAt, ok })
    const asked = request(address, { agent, headers: { authorization: `Bearer ${token}` } }, (response) =>
      response.resume().once('end', () => done(response.statusCode === 200)),
    )
    asked.once('error', () => done(false)).end()
  })
}

const instantOf = (ms) => new Date(ms).toISOString()
