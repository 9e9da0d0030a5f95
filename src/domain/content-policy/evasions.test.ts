import { describe, expect, it } from '@jest/globals'
import { reviewTexts } from './content-policy.ts'

const verdict = (text: string, nsfw: boolean): string | null => reviewTexts([{ field: 'prompt', text, kind: 'prompt' }], nsfw)?.type ?? null

describe('an age below 18', () => {
  it.each([
    'girl, 16',
    'a girl, 16, blonde hair',
    'girl (16)',
    'girl - 16',
    'girl: 15, smiling',
    'GIRL,16',
    'girl 16 blonde hair',
    'girl16 on a beach',
    '16girl',
    'a 16 girl',
    'a 15 blonde girl in a garden',
    'sixteen girl',
    'woman, 17, red dress',
    'portrait of a woman, fifteen',
    'a young man, 14 and shy',
    '16, girl, blonde hair',
    'portrait, 13, cute blonde girl in a park',
    'boy (twelve)',
    'girl, 016',
    'girl, １６',
    'girl, ١٦',
    'girl, ①⑥',
    '16-year-girl',
    '16yrs old',
    '15 yrs young woman',
    'she is only 16',
    'she looks like 14',
    'who is just fifteen',
    'she was barely seventeen',
    'age: 16',
    'aged: 15',
    'age is 12',
    'she just turned 16',
    's1xteen years old',
    '17 y/o',
    'the girl is 14',
    'the woman in red is smiling, the model is only 16',
    'my sister is 15',
    'a girl of 15',
    'a woman of sixteen, red dress',
    'a woman of barely 17 years',
    'looking 14',
    'a blonde who appears to be 15',
    'model, 17, red dress',
    'shes 17',
    'she is seventeen and a half years old',
    '17 and a half years old',
    'gіrl, 16 (with a letter of another script)',
    'ɢɪʀʟ, 16',
  ])('is refused whatever the flag: %p', (text) => {
    expect(verdict(text, false)).toBe('underage-content')
    expect(verdict(text, true)).toBe('underage-content')
  })
})

describe('words that were disguised', () => {
  it.each([
    'te en',
    'te-en',
    't een',
    't.e.e.n',
    't ee n',
    't33n',
    '7een',
    't€€n',
    'teeeeen',
    'tééén',
    'тееn',
    'ᴛᴇᴇɴ',
    'sch oolgirl',
    'kiiids',
    '8aby',
    'chi ld',
    'in 8th grade',
    'sweet 16',
    'sixteenth birthday',
    '15th birthday',
    'petite fille',
    '女子高生',
    '未成年',
    '👧',
    '👶',
  ])('are refused beside something sexual, and with nsfw: %p', (word) => {
    expect(verdict(`${word} in lingerie`, false)).toBe('underage-content')
    expect(verdict(`${word} in a garden`, true)).toBe('underage-content')
  })

  it.each(['lo li', 'l oli', 'l o l i', 'looooli', 'l0|i', 'ʟᴏʟɪ', 'lоli', 'jail bait', 'p edo', 'pedo phile'])(
    'that exist only to sexualise minors are refused wherever they stand: %p',
    (word) => {
      expect(verdict(`a ${word} portrait`, false)).toBe('underage-content')
    },
  )
})

describe('innocent texts', () => {
  it.each([
    '16 mm film',
    'shot on 16mm film, woman in a café',
    'a woman, 16 mm film grain',
    'canteen',
    'a canteen with steel tables',
    'sixteen candles on a cake',
    'a birthday girl, sixteen candles on a cake',
    'a 25 year old woman',
    'woman, 25, red dress',
    'girl, 22',
    'room 16',
    'a woman in room 16',
    'a girl at 16 Main Street',
    'a girl, 16:9',
    'portrait of a woman, 9:16, f/1.8, 35mm, 4k, 8k',
    'woman, 3 dogs',
    'woman with 12 roses',
    'a woman, 2 dogs and a cat',
    '1girl, solo',
    'one girl under a tree',
    'she is one of a kind',
    'she is 5 feet tall',
    'he is 10 minutes late',
    'she is 10 out of 10',
    'aged oak table, age 30 woman',
    'Iron Man 3 poster behind her',
    'a man, a 12 year old whisky in his hand',
    'a 12 year old dog beside a woman',
    'a 5 star hotel, a woman at the bar',
    'she shot a photo of the sea',
    'shot as a portrait',
    'lol I look great',
    'the ten tents stand in ten rows',
    'seventeen lanterns above a woman',
    'bus 12, a woman at the stop',
    'a woman on the 14th floor, 8 am',
    'Boeing 737, Route 66, Studio 54',
    'a woman of 40, her 15 years of experience show',
    'highlight, adolescence of the machine age',
    'fourteen steps down to the sea, a woman on them',
    'kidney beans, minority report, infantry museum, a babysitter’s handbook',
    'Kim Lolland from Lolo pass',
    'Ω, café, naïve, smörgåsbord, Привет, こんにちは',
    'sunset, 7 pm, golden hour',
    'a lady, two dogs, three cats',
    'she is 2 meters tall',
    'the woman is 5 feet tall',
    'she is 10 kg lighter',
    'she looks ten years younger',
    'she is sixteen floors up',
    'he was two rows behind',
    'the girl is 10 out of 10',
    'a 10 out of 10 girl',
    'a girl of two worlds',
    'the woman is one of a kind',
    'looking 2 steps ahead',
    'it looks like two birds',
    'male, 6 pack abs',
  ])('pass: %p', (text) => {
    expect(verdict(text, false)).toBeNull()
  })

  it.each([
    '16 mm film',
    'a 25 year old woman',
    'room 16',
    'canteen',
    'woman, 3 dogs',
    'wait 5 min or more',
    'shot a portrait in a bikini',
    'minor adjustments to the light',
  ])('pass with nsfw too: %p', (text) => {
    expect(verdict(text, true)).toBeNull()
  })
})
