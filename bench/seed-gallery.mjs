import { createHash } from 'node:crypto'
import { environments, scenes } from '../dist/src/domain/presets/studio-settings.js'
import { drawnPicture } from './drawn-picture.mjs'

const outfits = ['summer dress', 'business suit', 'hoodie', 'evening gown', 'denim jacket']
const things = [
  'banana',
  'bouquet',
  'umbrella',
  'teapot',
  'bicycle',
  'lantern',
  'scarf',
  'guitar',
  'telescope',
  'kite',
  'parrot',
  'compass',
  'drum',
]
const atOnce = 500
const minuteMs = 60_000
/** A hundred and ten a day. */
const usualMinutes = 13

/**
 * Appends `count` pictures of one owner to the log, the newest at `untilMs` and each `everyMinutes` older than the one before: every fifth an edit of
 * its neighbour, every ninth a favourite, every fiftieth nsfw, all the rest by turns. `files` are stored pictures ({ sha256, bytes, width, height })
 * that lend their bytes. The views follow as they do after any append; whoever wants them at once starts the program and waits.
 */
export async function seedGallery(store, { everyMinutes = usualMinutes, untilMs = Date.now(), onProgress = () => {}, ...given }) {
  const { count } = given
  const gallery = { ...given, untilMs, everyMinutes }
  for (let from = 0; from < count; from += atOnce) {
    const places = Array.from({ length: Math.min(atOnce, count - from) }, (_, index) => from + index)
    await Promise.all(places.map((place) => store.append(`imageAsset-${pictureId(place)}`, 'no-stream', eventsOf(gallery, place))))
    onProgress(from + places.length)
  }
}

/** Place 0 is the oldest, so that positions in the log and times agree. */
export function eventsOf(gallery, place) {
  const assetId = pictureId(place)
  const meta = { correlationId: assetId, causationId: assetId, actor: { kind: 'user', id: gallery.ownerId } }
  const created = { type: 'ImageAssetCreated', data: createdOf(gallery, place), eventId: idOf('created', place), meta }
  if (place % 9 !== 0) return [created]
  return [created, { type: 'ImageAssetFavourited', data: { assetId }, eventId: idOf('favourited', place), meta }]
}

function createdOf({ ownerId, characterIds, files, count, untilMs, everyMinutes }, place) {
  const { sha256, bytes, width, height } = files[place % files.length]
  const thing = things[place % things.length]
  const drawn = drawnPicture({
    assetId: pictureId(place),
    seed: place,
    width,
    height,
    ownerId,
    characterId: characterIds[Math.floor(place / 5) % characterIds.length],
    sha256,
    bytes,
    prompt: `a photograph of a person with a ${thing}, number ${place}`,
    userPrompt: `with a ${thing}`,
    studio: {
      scene: scenes[place % scenes.length],
      environment: environments[Math.floor(place / 7) % environments.length],
      outfit: outfits[place % outfits.length],
      aspectRatio: nearestRatio(width / height),
      qualityMode: place % 4 === 0 ? 'hq' : 'draft',
      nsfw: place % 50 === 7,
    },
    createdAt: new Date(untilMs - (count - 1 - place) * everyMinutes * minuteMs).toISOString(),
  })
  return place % 5 === 4 ? editOf(drawn, pictureId(place - 1), `add a ${thing}`) : drawn
}

const editOf = (drawn, source, editPrompt) => ({
  ...drawn,
  origin: 'edited',
  parentAssetId: source,
  rootAssetId: source,
  ancestors: [source],
  editPrompt,
  params: { ...drawn.params, growPx: 0, featherPx: 8, strength: 0.85, area: 'whole' },
})

const nearestRatio = (shape) => (shape > 0.83 ? '1:1' : shape > 0.6 ? '2:3' : '9:16')

export const pictureId = (place) => idOf('picture', place)

/** The same ids in every run, so that a repeated seeding appends nothing twice. */
export function idOf(kind, place) {
  const hex = createHash('md5').update(`${kind}-${place}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
