/** The curated suggestions (product.md §3). Any text of 1 to 200 code points may be an outfit; school uniforms and cheerleaders are not among these. */
export const outfitSuggestions = {
  casual: ['casual streetwear', 'athleisure', 'yoga outfit', 'jeans', 'tank top', 'crop top', 'hoodie', 'denim jacket'],
  glamour: ['date night glam', 'cocktail dress', 'mini skirt', 'summer dress', 'evening gown', 'formal attire', 'red carpet look'],
  'swim & lounge': ['bikini', 'swimsuit', 'nightgown', 'slip dress'],
  themed: ['nurse', 'police officer', 'princess', 'superhero', 'witch', 'business suit'],
} as const

/** Ready-made for the first run, so that a picture is three clicks away. */
export const starterCharacter = {
  name: 'Nova Lind',
  handle: 'nova_lind',
  gender: 'female',
  style: 'realistic',
  age: 27,
  ethnicity: 'caucasian',
  skinColor: 'light',
  eyeColor: 'green',
  faceShape: 'oval',
  hairStyle: 'long wavy',
  hairColor: 'auburn',
  bodyType: 'athletic',
  freckles: true,
  scars: false,
  tattoos: false,
  piercings: false,
  defaultOutfit: 'denim jacket',
  bio: 'Travels light, drinks too much coffee, photographs everything.',
  nsfwEnabled: false,
} as const
