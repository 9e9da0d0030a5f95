/** Words between commas, over as many lines as they need. */
const list = (text: string): readonly string[] => text.split(',').map((word) => word.trim())

/** Words that the rules look for, as `plainText` writes them: lower case, no accents, single spaces. English first; the commonest terms of other tongues where they are used as slang. */
export const childWords = {
  /** Refused wherever they stand. */
  slang: list(`
  loli, lolis, lolita, lolicon, shota, shotas, shotacon, jailbait, jail bait, pedo, pedophile, pedophilia, paedophile,
  paedophilia, toddlercon, cunny, underage sex, barely legal, preteen model, pre teen model, kiddie porn, child porn,
  child pornography, kinderporn
`),
  /** Refused in a sexual context, and with `nsfw`. */
  minors: list(`
  cp, child, children, childs, kid, kids, kiddo, minor, minors, underage, under age, underaged, under 18, under eighteen, below 18, below eighteen, not 18,
  not yet 18, not yet eighteen, u18, sweet sixteen, sweet 16, 13th birthday, 14th birthday, 15th birthday, 16th birthday, 17th birthday,
  thirteenth birthday, fourteenth birthday, fifteenth birthday, sixteenth birthday, seventeenth birthday, youngster, youngsters, little sister, little brother, teen, teenie,
  teens, teenage, teenaged, teenager, teenagers, preteen, preteens, pre teen, tween, tweens, adolescent, adolescents,
  juvenile, juveniles, toddler, toddlers, infant, infants, baby, babies, newborn, schoolgirl, schoolgirls, school girl,
  school girls, schoolboy, schoolboys, school boy, school boys, schoolkid, schoolchild, schoolchildren, little girl,
  little girls, little boy, little boys, young girl, young girls, young boy, young boys, small girl, small boy, tiny girl,
  kindergarten, kindergartener, kindergartner, preschooler, elementary school, primary school, middle school,
  middle schooler, junior high, jr high, high school, high schooler, highschool, highschooler, prepubescent, pre pubescent, pubescent,
  first grader, fifth grader, sixth grader, seventh grader, eighth grader, ninth grader, 9th grader, 8th grader, 7th grader, 6th grader, 5th grader, in ninth grade, in eighth grade, in seventh grade,
  in sixth grade, in fifth grade, in 9th grade, in 8th grade, in 7th grade, in 6th grade, in 5th grade, school age, schoolage, girl scout, boy scout, daughter,
  jugendliche, minderjahrig, minderjahrige, enfant, nina pequena, menor de edad, colegiala, petite fille, petit garcon, kleines madchen, kleiner junge, schulmadchen,
  minorenne, ragazzina, bambina, bambino, adolescente
`),
}

/** An adult shown as a child; refused in a sexual context, and with `nsfw`. */
export const childlikeTraits: readonly string[] = list(`
  childlike, child like, childish, childish body, childs body, youthful body, undeveloped, underdeveloped, flat chested,
  flat chest, pigtails, pig tails, diaper, diapers, pacifier, onesie, petite child, looks young, looking young,
  looks underage, very young, extremely young, younger than 18, young looking, baby face, babyface, baby faced, tiny body,
  teen body, innocent girl, barely 18, barely eighteen, just turned 18, fresh 18, age regression, ageplay, age play, ddlg
`)

export const schoolUniforms: readonly string[] = list(`
  school uniform, school uniforms, schooluniform, schoolgirl uniform, sailor fuku, seifuku, sailor uniform, school skirt,
  school outfit, catholic school, cheerleader, cheerleaders, cheer leader, cheer leaders, cheerleading, cheer uniform, cheerleader uniform
`)

/** Words that make a context sexual. */
export const sexualWords: readonly string[] = list(`
  sex, sexy, sexual, sexually, sexualized, sexualised, nude, nudes, nudity, naked, topless, bottomless, nsfw, erotic,
  erotica, seductive, seductively, sensual, lewd, porn, porno, pornographic, hentai, ecchi, xxx, fetish, bdsm, bondage,
  lingerie, underwear, panties, thong, bra, bikini, micro bikini, nipple, nipples, breasts, boobs, tits, cleavage, ass, butt,
  buttocks, genitals, vagina, pussy, penis, cock, dick, orgasm, masturbating, masturbation, intercourse, blowjob, cum,
  cumshot, horny, slut, slutty, whore, stripper, stripping, undressed, undressing, unclothed, without clothes, no clothes,
  see through, transparent clothes, upskirt, spread legs, legs spread, suggestive, provocative, aroused, kinky, nightgown,
  negligee, babydoll, garter belt, stockings, in bed with, making out
`)

/** Phrases in which a word of `minors` speaks of something else. */
export const adultContexts: readonly string[] = list(`
  baby blue, baby pink, baby powder, babys breath, baby s breath, baby grand, baby grand piano, baby doll shoes, baby hairs,
  baby hair, baby tee, kid leather, kid gloves, kid glove, minor chord, minor key, a minor scale, minor details,
  minor detail, minor changes, minor change, minor issue, minor issues, minor adjustment, minor adjustments, minor scratches, asia minor, ursa minor, adult daughter, grown daughter,
  high school teacher, primary school teacher, elementary school teacher, middle school teacher, kindergarten teacher
`)

/** Names of things that merely contain such a word. */
export const nameLikeMentions: readonly string[] = list(`
  billy the kid, teen spirit, teen vogue, teen titans, children of men, rosemary s baby, child of light, destiny s child
`)

/** Words that a word of `childWords` falls into by chance: "shot a portrait", "lol I look great", "5 min or more". */
export const ordinaryPairs: readonly string[] = list(`
  shot a, shot as, lol i, lol is, min or, kid do, tee n, new born
`)

/** Words for minors in scripts that do not part them by spaces, as `plainText` writes them; read like `minors`. */
export const childCharacters: readonly string[] = list(`
  幼女, 幼童, 萝莉, 蘿莉, 小学生, 中学生, 女子高生, 未成年, 儿童, 兒童, 子供, 小女孩, 小男孩, ロリコン, ショタ
`).map((word) => word.normalize('NFKD').replace(/\p{M}/gu, ''))

/** People beside whose word a bare number is an age: `young` without any comma between, `any` with one ("Iron Man 3" is a film). */
export const personWords = {
  young: list('girl, boy, lass, lad, chick, gal, schoolgirl, schoolboy, female, male'),
  any: list(`
  girl, boy, lass, lad, chick, gal, schoolgirl, schoolboy, female, male, woman, man, person, lady, guy, student, model, babe, she, he, her, him,
  blonde, brunette, redhead, beauty, daughter, sister, brother, asian, latina
`),
} as const

/** What makes a number before it a measure or a count, and no age. */
export const countedThings: readonly string[] = list(`
  mm, cm, m, km, meter, meters, metre, metres, kg, lbs, inch, inches, feet, foot, ft, miles, px, pixel, pixels, fps, mp, megapixel, megapixels, stop, stops, percent, degree,
  degrees, am, pm, o, oclock, minute, minutes, hour, hours, day, days, week, weeks, month, months, times, people, women, men, girls, boys,
  others, friends, dogs, cats, horses, candles, roses, flowers, balloons, of, out, for, star, stars, piece, seat, door, speed, quarter,
  point, bit, grand, hundred, thousand, million, dollars, euros, pounds, kilos, part, lanterns, lights, steps, rows, floors, blocks, pack, pages, corners, heads
`)

/** Things that may be younger than 18: "a 12 year old whisky". */
export const agedThings: readonly string[] = list(`
  whisky, whiskey, scotch, rum, wine, port, cheese, car, truck, motorbike, bike, camera, guitar, violin, piano, house,
  building, cottage, bridge, tree, oak, dog, cat, horse, jacket, coat, jeans, dress, sweater, bag, sofa, laptop, phone,
  watch, leather, denim, vintage, tradition
`)
