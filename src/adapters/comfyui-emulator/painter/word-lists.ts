/** How many a word counts. */
export const numbers: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  pair: 2,
  couple: 2,
  several: 3,
  few: 3,
  many: 5,
}

/** Things whose names look like adjectives. */
export const thingsAnyway = new Set([
  'butterfly',
  'ring',
  'earring',
  'king',
  'wing',
  'painting',
  'building',
  'fish',
  'dish',
  'radish',
  'jellyfish',
  'goldfish',
  'lightning',
  'string',
  'lily',
  'firefly',
])

/** Words that say how, where or what to do. They never pick a picture. */
export const smallWords = new Set(
  (
    'a an the this that these those some any of on in at with without and or to for by from into onto over under near next behind beside between inside around above below is are be it its his her hers their my your our she he they ' +
    'add put place draw paint make give change turn replace remove erase delete let show want have hold holding wear wearing sit sitting stand standing eat drink look ' +
    'red orange yellow green blue purple violet pink brown black white gray grey gold golden silver beige turquoise teal magenta crimson navy colorful colourful ' +
    'big small large tiny huge little giant mini tall short long round square ripe fresh old new young shiny glossy bright dark light soft hard hot cold cool warm wet dry clean cute pretty beautiful nice fancy ' +
    'realistic detailed high quality photo photograph picture image style left right center centre middle top bottom front back side hand hands shoulder head face hair body arm arms lap table floor wall background foreground ' +
    'woman man girl boy person people lady guy friend baby child kid adult teenager ' +
    'happy sad angry smile smiling laughing serious sleepy tired lazy strong weak heavy light thin thick fat slim wide narrow deep high low loud quiet sharp smooth rough flat curved bald curly ' +
    'sweet sour spicy salty sunny cloudy rainy snowy foggy windy frozen melted burning empty broken perfect ancient retro vintage modern rich cheap expensive fast slow quick wild fun lovely scary spooky creepy funny silly crazy mystical magical romantic dramatic cinematic tropical artificial natural transparent solid liquid ' +
    'stone silk wool paper iron steel bronze copper pearl velvet cotton african american asian chinese european french german italian japanese english indian mexican ' +
    'great awesome amazing favorite best better good first second third double triple super mega extra middle corner edge end ' +
    'create insert improve fix enhance move rotate crop cut keep help see walk run jump swim dance play cook read write sleep sing drive ride fly stay stop come go get ' +
    'one two three four five several few many pair couple bit more very really full half open closed wooden leather metal plastic glass striped dotted up down out off no not ok good bad free sale'
  ).split(' '),
)

/** Where the names alone would mislead. */
export const preferred: Readonly<Record<string, string>> = {
  cat: '🐈',
  kitten: '🐈',
  dog: '🐕',
  puppy: '🐕',
  coffee: '☕',
  'coffee cup': '☕',
  'cup of coffee': '☕',
  mug: '☕',
  flower: '💐',
  bouquet: '💐',
  hat: '👒',
  sunglasses: '🕶️',
  glasses: '👓',
  apple: '🍎',
  'teddy bear': '🧸',
  teddy: '🧸',
  parrot: '🦜',
  bird: '🐦',
  car: '🚗',
  book: '📕',
  phone: '📱',
  cake: '🎂',
  'birthday cake': '🎂',
  wine: '🍷',
  'glass of wine': '🍷',
  beer: '🍺',
  balloon: '🎈',
  'hot air balloon': '🎈',
  umbrella: '☂️',
  guitar: '🎸',
  crown: '👑',
  star: '⭐',
  sun: '🌞',
  moon: '🌙',
  heart: '❤️',
  plant: '🪴',
  tree: '🌳',
  ball: '⚽',
  gift: '🎁',
  bag: '👜',
  handbag: '👜',
  rose: '🌹',
  dragon: '🐉',
  fox: '🦊',
  horse: '🐎',
  rabbit: '🐇',
  bunny: '🐇',
  cap: '🧢',
  'orange juice': '🧃',
  juice: '🧃',
  milk: '🥛',
  bread: '🍞',
  watch: '⌚',
  'baseball cap': '🧢',
  lantern: '🏮',
  cheese: '🧀',
  burger: '🍔',
  flag: '🚩',
  tea: '🍵',
  'ice cream': '🍦',
  chocolate: '🍫',
  snowman: '⛄',
}
