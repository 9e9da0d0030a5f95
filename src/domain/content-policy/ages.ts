import { matchesOf } from './matches.ts'
import { plainClauses } from './plain-text.ts'
import {
  agedDrinks,
  agedThings,
  countedThings,
  elsewhere,
  grownUps,
  livingOwners,
  numberedThings,
  personWords,
  places,
  thingColours,
} from './policy-words.ts'

/**
 * The ages that a text gives to people: "15 years old", "aged 15", "the girl is 15", "girl, 16", "girl of 16", "a 16 blonde girl", "girl16",
 * "looking 15", "Mara, 15", "15 ans". `names`: of the person the text is about, beside which any number is an age. A thing of that age ("12 year old whisky"), a measure ("16 mm film") and a count ("woman, 3 dogs") are none. `plain`: all readings of the text.
 * `sexual`: whether the request is; then a place with a number beside it may be a name with an age.
 */
export function agesIn({ text, plain, names, sexual }: Asked): readonly number[] {
  const clauses = ` ${plainClauses(text)} `
  // "girl16" and "16girl" are a word and a number.
  const apart = clauses.replace(besidePerson, ' $1$4 $2$3 ')
  return [
    ...agesSaid(plain, clauses),
    ...[clauses, apart].flatMap(agesBesidePeople),
    ...agesBesideNames(clauses, { names, mayBePlaces: !sexual }),
  ]
}

/** What may be an age or any other number: "nude, 13 yr", "under 16". Beside something sexual nobody gets the benefit of the doubt. */
export function hintsAtMinors({ text, plain }: Pick<Asked, 'text' | 'plain'>): boolean {
  const clauses = ` ${plainClauses(text)} `
  return (
    matchesOf(plain, yearsOfAnything).some(
      ([, found = '', next = '']) => numberOf(found) <= oldestMinor && !beginsWithThing(next, clauses),
    ) ||
    [...matchesOf(plain, belowTeens), ...matchesOf(plain, girlBelow)].some(
      ([, found = '', next = '']) => numberOf(found) <= oldestMinor && !isCounted(next),
    )
  )
}

type Asked = { readonly text: string; readonly plain: string; readonly names: readonly string[]; readonly sexual: boolean }

const oldestMinor = 17

/** Ages by the words that say so. */
function agesSaid(plain: string, clauses: string): readonly number[] {
  const before = matchesOf(plain, yearsOld).filter(([, , next = '']) => !beginsWithThing(next, clauses))
  const after = matchesOf(plain, isOfAge).filter(([, , next = '']) => !isCounted(next))
  const others = [yearsElsewhere, numberThenSex, bornAgo, noOlder].flatMap((pattern) => matchesOf(plain, pattern))
  const untold = [inOnesTeens, birthday, bornLately, romanYears, summers, teensElsewhere, teensInSigns].some((pattern) =>
    pattern.test(plain),
  )
    ? [oldestMinor]
    : []
  return [...[...before, ...after, ...others].map(([, found = '']) => numberOf(found)), ...untold]
}

/** Ages by nothing but their place beside a person. */
function agesBesidePeople(clauses: string): readonly number[] {
  const found = [
    ...matchesOf(clauses, girlThenNumber).filter(([, , next = '']) => !isCounted(next)),
    ...matchesOf(clauses, personThenNumber),
    ...matchesOf(clauses, personThenTeens),
    ...matchesOf(clauses, looksThenNumber),
    ...[youngerThenNumber, madeYounger].flatMap((pattern) => matchesOf(clauses, pattern)),
    ...matchesOf(clauses, numberThenPerson).filter(([, , between = '']) => !isCounted(between)),
    ...matchesOf(clauses, numberThenComma),
    ...matchesOf(clauses, aloneInClause),
    ...matchesOf(clauses, personElsewhere),
  ]
  // "1 girl" is how many, not how old.
  return found.map(([, number = '']) => numberOf(number)).filter((age) => age > 1)
}

/** Any one or two words may be a name, and a lone number of ten and more beside them an age; "steps, 12" and "December, 12" are none. */
function agesBesideNames(
  clauses: string,
  { names, mayBePlaces }: { readonly names: readonly string[]; readonly mayBePlaces: boolean },
): readonly number[] {
  const found = [...matchesOf(clauses, nameThenNumber), ...matchesOf(clauses, numberThenName)]
    .map(({ groups }) => ({ name: groups?.['name'] ?? '', age: numberOf(groups?.['age'] ?? '') }))
    .filter(({ name, age }) => age >= 10 && !name.split(' ').some(isNumbered) && !(mayBePlaces && places.includes(name)))
  const known = names.flatMap((name) => agesBehind(clauses, ` ${name} `))
  return [...found.map(({ age }) => age), ...known]
}

/** What stands behind each mention of a name that is known. */
function agesBehind(clauses: string, name: string): readonly number[] {
  const ages: number[] = []
  for (let at = clauses.indexOf(name); at >= 0; at = clauses.indexOf(name, at + 1)) {
    rightBehind.lastIndex = at + name.length
    const [, age] = rightBehind.exec(clauses) ?? []
    if (age !== undefined) ages.push(numberOf(age))
  }
  return ages
}

const numbers: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
}

const numberOf = (word: string): number => numbers[word] ?? Number(word)
const isCounted = (next: string): boolean => countedThings.includes(next)
const isNumbered = (word: string): boolean => numberedThings.includes(word) || isCounted(word)

/** "12 year old red car" is a thing's age, and in "12 year old cat girl" a girl's. `words`: what follows the age. */
function beginsWithThing(words: string, clauses: string): boolean {
  const said = words.split(' ')
  const bare = said.filter((word, at) => at > 1 || !thingColours.includes(word))
  const ends = (thing: string, next: string): boolean => !livingOwners.includes(next) || clauses.includes(` ${thing} ,`)
  return [said, bare].some(([one = '', two = '', three = '']) =>
    agedThings.includes(`${one} ${two}`) ? ends(two, three) : agedThings.includes(one) && ends(one, two),
  )
}

const number = `(0*\\d{1,2}|${Object.keys(numbers).join('|')})`
const anyPerson = personWords.any.join('|')
const youngPerson = personWords.young.join('|')
/** What may stand after an age that only its place makes one: the end of the clause, or how the description goes on. */
const goesOn = `(?= (?:,|and|with|in|wearing|from|at|on|who|is|was|standing|sitting|lying|posing|smiling|looking) | $)`

const rightBehind = new RegExp(`,? ?${number}${goesOn}`, 'uy')
const yearsOld = new RegExp(
  `(?<= )${number}(?: and (?:a half|three quarters))? ?(?:years? (?:old|young)|year olds?|yrs? (?:old|young)|yr olds?|y o|yo|(?:years?|yrs?) of age|(?:years?|yrs?)(?= (?:${anyPerson}) ))(?= ((?:\\p{L}+ ){0,5}))`,
  'gu',
)
const hedges = `(?: (?:a|an|only|just|about|around|almost|nearly|barely|maybe|still|now|roughly|perhaps|approximately|not even))*`
const looks = `(?:is|was|looks?(?: like)?|seems|appears)(?: to be)?${hedges}`
/** "ten years younger" is no age. */
const noComparison = `(?! years? (?:younger|older|ahead|behind|late|early|ago))`
const notOfDrinks = `(?<! (?:${agedDrinks.join('|')}) )`
const isOfAge = new RegExp(
  ` (?:${notOfDrinks}(?:aged?|(?<! for )ages)(?: of| is| at| from| between)?|(?:i|who|${anyPerson}) ${looks}|s?he ?s${hedges}|turning|turns|(?:just )?turned) (?!one )${number}${noComparison} (\\p{L}*)`,
  'gu',
)
const girlThenNumber = new RegExp(` (?:${youngPerson}) ${number} (\\p{L}*)`, 'gu')
const personThenNumber = new RegExp(` (?:${anyPerson}) (?:,|of${hedges}) ${number}(?: years?| yrs?)?${goesOn}`, 'g')
/** "woman 16, blonde": without a sign between, only ten and more are an age, and only where the clause ends. */
const personThenTeens = new RegExp(` (?:${anyPerson}) (1\\d|thirteen|fourteen|fifteen|sixteen|seventeen)(?= ,| *$)`, 'g')
const looksThenNumber = new RegExp(
  ` (?:look|appear|seem|pass)(?:s|es|ing)?(?: like| to be| for)?${hedges} ${number}(?: years?)?(?! is | was )${goesOn}`,
  'g',
)
const youngerThenNumber = new RegExp(` younger (?:, )?(?:(?:like|as|about|around|maybe|perhaps) )?${number}${goesOn}`, 'g')
/** "make her twelve", "de-age her to 13", "her younger self at ten". */
const madeYounger = new RegExp(
  ` (?:(?:make|makes|making|turn|turns|turning) (?:her|him|the (?:${anyPerson})) (?:into |to )?|(?:de ?aged?|de ?aging|(?:age )?regress(?:ed|ing)?) (?:(?:her|him) )?(?:down )?to |younger (?:self|version)(?: of (?:her|him)(?:self)?)? (?:at |aged |of )?)(?:(?:a|an|about|around|only|just) )?${number}(?: years?| yrs?)?${goesOn}`,
  'g',
)
/** "two male dancers" are a count. */
const numberThenPerson = new RegExp(`(?<! out of) ${number} (?:(\\p{L}+) )?(?:${youngPerson}) (?!(?:${grownUps.join('|')}) )`, 'gu')
const numberThenComma = new RegExp(`(?:^|,) +${number} , (?:(?:a|an|the|cute|pretty|beautiful|blonde|asian|young) )*(?:${anyPerson}) `, 'g')
/** "portrait, 14yrs" and "seventeen, lingerie"; a numeral alone or with whole "years" may count anything. */
const aloneInClause =
  /(?:^|,) *(?:(?:only|just|barely|almost|nearly|about|around) )?(1[0-7](?= ?yrs? )|thirteen|fourteen|fifteen|sixteen|seventeen)(?: ?yrs?)?(?= +,| *$)/g
const besidePerson = new RegExp(`(?<= )(?:(${youngPerson})(\\d{1,2})|(\\d{1,2})(${youngPerson}))(?= )`, 'g')
const lone = `(?<age>0*\\d{1,2}|thirteen|fourteen|fifteen|sixteen|seventeen)(?: (?:years?|yrs?))?`
const nameThenNumber = new RegExp(`(?<=^|,) *(?<name>\\p{L}+(?: \\p{L}+)?) , ${lone}(?= ,| *$)`, 'gu')
const numberThenName = new RegExp(`^ *${lone} , (?<name>\\p{L}+(?: \\p{L}+)?)(?= ,| *$)`, 'gu')
/** "depuis 15 ans" is how long, not how old. */
const notFor = `(?<! (?:${elsewhere.forHowLong.join('|')}) )`
const yearsElsewhere = new RegExp(
  `(?<= )${notFor}${number} ?(?:(?:${elsewhere.years.join('|')})(?= )(?! d age )|(?:${elsewhere.yearSigns.join('|')}))`,
  'gu',
)
const personElsewhere = new RegExp(
  ` (?:${elsewhere.people.join('|')}) (?:(?:de|di|von|van|mit|,) )?${number}(?: (?:${elsewhere.yearsOfPeople.join('|')}))?${goesOn}`,
  'gu',
)
const teensElsewhere = new RegExp(
  `(?<= )${notFor}(?:${elsewhere.teens.join('|')}) ?(?:${elsewhere.years.join('|')})(?= )(?! d age )|${elsewhere.said.join('|').replaceAll(' ', ' ?')}`,
  'u',
)
/** "十四歳", but not the end of "二十四歳". */
const teensInSigns = /(?<![一二三四五六七八九十百千万])(?:[二三四五六七八九]|十[一二三四五六七]?)[歳才岁歲]/u
const romanYears = / (?:x|x?i{1,3}|x?i?v|x?vi{0,2}|ix) (?:years? old|yrs? old|y o) /
/** "15F", as people introduce themselves in forums. */
const numberThenSex = /(?<= )(1[0-7])f(?= )/g
/** Ages that are told without their number. */
const inOnesTeens = / (?:in (?:her|his|their) (?:(?:early|mid|late) )?teens|(?:(?:is|s|are|was) )?not yet (?:18|eighteen)) /
const birthday = new RegExp(
  ` (?:(?:her|his|my) )?(?:1[0-7]|[2-9])th birthday (?:girl|boy)|(?:her|his|my) (?:1[0-7]th|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth) birthday `,
)
/** "fifteen summers old" */
const summers =
  / (?:1[0-7]|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen) (?:summers|winters|springs|autumns) (?:old|young) /
const bornAgo = new RegExp(` born${hedges} ${number} (?:years?|yrs?) ago `, 'g')
/** "no older than 15", "not a day over fifteen" */
const noOlder = new RegExp(` (?:no|not|never) (?:a day )?(?:older than|over) ${number}(?: years?| yrs?)?(?= (?:old|young|\\|)| $)`, 'g')
const yearsOfAnything = new RegExp(
  `(?<= )(?<! (?:aged|for|in|within|over|last|past|next|after|before|than|every) )${number} ?(?:years?|yrs?|y)(?= )(?! (?:old|young|ago|later|younger|older|ahead|of|together|apart|long|into) )(?= ((?:\\p{L}+ ){0,5}))`,
  'gu',
)
const below = '(?:under|below|beneath|less than|younger than) (?:the age of )?'
const belowTeens = new RegExp(` ${below}(1[0-7]|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen) (\\p{L}*)`, 'gu')
const girlBelow = new RegExp(` (?:${youngPerson}|girls|boys) ${below}${number} (\\p{L}*)`, 'gu')
/** A year of birth. The domain has no clock: who was born in 2009 is grown up soon, and whoever came later is not for years. */
const bornLately = new RegExp(
  `(?:\\| | (?:who|i|${anyPerson}) (?:was |is |s )?|^ )born (?:(?:in|on) )?(?:\\p{L}+ )?(?:\\d{1,2}(?:st|nd|rd|th)? )?20[1-9]\\d `,
  'u',
)
