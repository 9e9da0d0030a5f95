// Paints web/public/pictures anew: a square for each preset, and the tall ones beside the entry forms. The preview engine draws them, so that they look like what a newcomer's first pictures will look like.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { draw, privateStudio } from './private-studio.mjs'

const out = 'web/public/pictures'
const nova = {
  ...{ name: 'Nova', handle: 'nova_days', gender: 'female', style: 'realistic', age: 24, ethnicity: 'caucasian', skinColor: 'medium' },
  ...{ eyeColor: 'brown', faceShape: 'oval', hairStyle: 'long straight', hairColor: 'blonde', bodyType: 'average' },
}
const ember = { ...nova, name: 'Ember', handle: 'ember_after', age: 34, ethnicity: 'latina', hairStyle: 'bob', hairColor: 'black' }
const juniper = {
  ...{ ...nova, name: 'Juniper', handle: 'juniper_loud', age: 29, ethnicity: 'black', skinColor: 'dark' },
  ...{ hairStyle: 'long curly', hairColor: 'brown' },
}
const plans = [
  ['scene-professional_portrait', nova, 'professional_portrait', 'studio', 'business suit'],
  ['scene-candid_lifestyle', juniper, 'candid_lifestyle', 'urban_street', 'jeans'],
  ['scene-fashion_editorial', ember, 'fashion_editorial', 'studio', 'evening gown'],
  ['scene-fitness_motivation', ember, 'fitness_motivation', 'urban_street', 'athleisure'],
  ['scene-morning_vibes', ember, 'morning_vibes', 'home_bedroom', 'tank top'],
  ['scene-night_out', nova, 'night_out', 'urban_street', 'cocktail dress'],
  ['scene-cozy_home', juniper, 'cozy_home', 'home_living_room', 'hoodie'],
  ['scene-beach_day', nova, 'beach_day', 'beach', 'summer dress'],
  ['environment-beach', juniper, 'candid_lifestyle', 'beach', 'summer dress'],
  ['environment-home_bedroom', nova, 'candid_lifestyle', 'home_bedroom', 'tank top'],
  ['environment-home_living_room', juniper, 'candid_lifestyle', 'home_living_room', 'hoodie'],
  ['environment-office', ember, 'candid_lifestyle', 'office', 'business suit'],
  ['environment-cafe', ember, 'candid_lifestyle', 'cafe', 'denim jacket'],
  ['environment-urban_street', nova, 'candid_lifestyle', 'urban_street', 'denim jacket'],
  ['environment-studio', juniper, 'candid_lifestyle', 'studio', 'crop top'],
]

mkdirSync(out, { recursive: true })
const studio = await privateStudio()
try {
  const { client } = await studio.signUp()
  const ids = new Map()
  for (const who of [nova, ember, juniper]) ids.set(who, (await client.post('/api/v1/characters', who)).id)
  for (const [at, [name, who, scene, environment, outfit]] of plans.entries()) {
    const image = await draw(client, ids.get(who), { scene, environment, outfit, aspectRatio: '2:3', seed: 40 + at })
    const bytes = Buffer.from(await client.file(image.url))
    await save(name, sharp(bytes).extract({ left: 0, top: Math.round(image.height * 0.06), width: image.width, height: image.width }), 192)
    if (name.startsWith('scene-') || name === 'environment-cafe') await save(name.replace(/^[a-z]+/, 'tall'), sharp(bytes), 400)
  }
} finally {
  await studio.stop()
}

async function save(name, picture, widthPx) {
  const file = join(out, `${name}.webp`)
  const { size } = await picture.resize({ width: widthPx }).webp({ quality: 80 }).toFile(file)
  console.log(`${file} ${size} bytes`)
}
