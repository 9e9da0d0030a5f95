import { plainText } from './plain-text.ts'

/** Words between commas, over as many lines as they need, each as `plainText` reads it. */
const list = (text: string): readonly string[] => text.split(',').map(plainText)

/** Words that the rules look for. English first; the commonest terms of other tongues where they are used as slang. */
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
  minorenne, ragazzina, bambina, bambino, adolescente, adolescentes, fillette, fillettes, garconnet, mineure, mineures, ecoliere, lyceenne,
  collegienne, jeune fille, schulerin, teenagerin, kleinkind, halbwuchsige, junges madchen, chica joven, ninita, quinceanera,
  escolar, menina, menininha, crianca, tienermeisje, minderjarig, minderjarige, meisje, freshman in high school, high school freshman,
  sophomore in high school, under the age of 18, under age of 18, below the age of 18, younger than eighteen, not of age, not an adult yet, girl child, boy child, kidlet, tot, tots,
  wee girl, lil girl, lil boy, lil sis, little sis, baby sister, baby girl, babygirl, kid sister, kid brother, underaged girl, teengirl, teenboy,
  teeny, teenybopper, nymphet, nymphette, preadolescent, pre adolescent, puberty, prepuberty, first communion, k 12, grade school, grade schooler,
  gradeschooler, kindergarden, daycare, nursery school, gymnasiast, school student, ninth grade, eighth grade, seventh grade, sixth grade, fifth grade,
  девочка, девочки, девочку, мальчик, мальчики, мальчика, ребенок, ребенка, дети, детей, подросток, подростка, подростки, школьница, школьницы,
  niña, niñas, niño, niños, niñita, dziewczynka, dziewczynki, dziewczynkę, chłopiec, nastolatka, nastolatki, holčička, holčičky, طفلة, طفل, أطفال, قاصر,
  ילדה, ילדות, ילד, קטינה, बच्ची, बच्चा, κοριτσάκι, παιδί, çocuk, anak kecil, anak perempuan, trẻ em, bé gái, almost 18, almost eighteen, nearly 18, nearly eighteen,
  школьницу, школьник, малолетка, малолетки, несовершеннолетняя, несовершеннолетний, девчушка, дитя, дитина, дівчинка, школярка, підліток,
  daughters, tweenager, tweenagers, preteenager, preteenagers, girlscout, girlscouts, youngling, younglings, elementary student, elementary students,
  9th grade, 8th grade, 7th grade, 6th grade, 5th grade, bar mitzvah, bat mitzvah, less than 18, less than eighteen, not legal yet, not yet legal,
  joshi kousei, joshikousei, enfants, nackte kinder, nackten kinder, nacktes kind, nacktes kleinkind, kleine kinder, kleines kind, naakt kind,
  naakte kinderen, kleuter, bambine, bambini, dziecko, dzieci
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
  negligee, babydoll, garter belt, stockings, in bed with, making out, swimsuit, swimsuits, swimwear, bathing suit, speedo, undies, knickers,
  boxers, g string, camisole, corset, fishnets, latex suit, bare skin, bare body, bare chest, bare chested, shirtless, barely clothed, barely dressed,
  scantily clad, half naked, half dressed, skimpy, revealing, wet t shirt, wet shirt, shower, showering, bathtub, in the bath, bathing, nudist, nudism,
  stripped, undress, undresses, crotch, groin, camel toe, cameltoe, bulge, hot body, curvy, busty, big breasts, bosom, inner thighs, thighs,
  naughty, flirty, flirting, seduce, seduces, seducing, provocatively, suggestively, erotically, sensually, tempting pose, on all fours, french kiss,
  french kissing, moaning, ahegao, onlyfans, playboy, pin up, pinup, boudoir, fap, rape, raped, molest, molested, groping, grope,
  twerk, twerking, lap dance, pole dance, pole dancing, brothel, prostitute, hooker, nackt, unterwasche, reizwasche, nue, seins nus,
  desnuda, desnudo, ropa interior, nuda, nudo, lenceria, dessous, naakt, pelada,
  naga, nagie, nahá, عارية, عاري, ערומה, ערום, γυμνή, çıplak, telanjang, khỏa thân, नग्न, नंगी,
  nackte, nackter, nacktes, nackten, nus, nues, nua, nuas, nudi, desnudas, desnudos, naakte, голые, голых, голую, обнаженные, обнаженную,
  голая, голый, обнаженная, обнаженный, нагая, белье, бикини, эротика, сексуальная
`)

/** Phrases in which a word of `minors` speaks of something else. */
export const adultContexts: readonly string[] = list(`
  baby blue, baby pink, baby powder, babys breath, baby s breath, baby grand, baby grand piano, baby doll shoes, baby hairs,
  baby hair, baby tee, kid leather, kid gloves, kid glove, minor chord, minor key, a minor scale, minor details,
  minor detail, minor changes, minor change, minor issue, minor issues, minor adjustment, minor adjustments, minor scratches, asia minor, ursa minor, adult daughter, grown daughter,
  baby shower, baby bump, baby carrots, high school teacher, primary school teacher, elementary school teacher, middle school teacher, kindergarten teacher
`)

/** Names of things that merely contain such a word. */
export const nameLikeMentions: readonly string[] = list(`
  billy the kid, teen spirit, teen vogue, teen titans, children of men, rosemary s baby, child of light, destiny s child, el niño
`)

/** Words that a word of `childWords` falls into by chance: "shot a portrait", "lol I look great", "5 min or more". */
export const ordinaryPairs: readonly string[] = list(`
  shot a, shot as, lol i, lol is, min or, kid do, kid let, men in, tee n, new born
`)

/** Words that make a context sexual in scripts that do not part words by spaces. */
export const sexualCharacters: readonly string[] = list(`
  裸, 内衣, 内裤, 比基尼, 水着, 泳装, 下着, ヌード, ビキニ, エロ, 色情, 性感, セクシー, 누드, 비키니, 속옷, 섹시, 알몸, เปลือย
`)

/** Words for minors in scripts that do not part them by spaces, as `plainText` writes them; read like `minors`. */
export const childCharacters: readonly string[] = list(`
  幼女, 幼童, 萝莉, 蘿莉, 小学生, 中学生, 高中生, 初中生, 高校生, 女子高生, 女高中生, 未成年, 儿童, 兒童, 子供, 子ども, 女児, 男児, 幼児, 少女, 少年,
  小女孩, 小男孩, 小姑娘, 孩子, 赤ちゃん, 幼い, ロリ, ショタ, 초등학생, 중학생, 고등학생, 여고생, 미성년, 어린이, 소녀, 소년, 로리, เด็ก
`)

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

/** What a number after it counts or names: "steps, 12", "December, 12". */
export const numberedThings: readonly string[] = list(`
  step, cfg, scale, guidance, seed, size, iso, aperture, room, no, nr, number, chapter, part, level, version, floor, track, take, scene, bus, line, route,
  volume, op, opus, page, season, episode, strength, ratio, quality, score, samples, count, batch, denoise, clip, skip, weight, lens, candles, layer,
  temperature, degree, highway, rue, place, pier, dock, tower, iphone, street, avenue, platform, gate, table, channel, studio, january, february, march, april, may, june, july, august, september, october, november,
  december, monday, tuesday, wednesday, thursday, friday, saturday, sunday, total, rated, rating, shot, frame, variant, option, sample, cast
`)

/**
 * Ages in other tongues: "15 ans", "16-jährige", "15歳", "quinze ans", "열네 살". Of numbers in words those from eleven on: ten years
 * are mostly a span. `said`: ages in one word. `forHowLong`: the words that make of years a span.
 */
export const elsewhere = {
  years: list(`
  ans, jahre, jahren, jahrige, jahriges, jahriger, jahrigen, anos, anni, jaar, jarige, jarig, aars, arig, лет, года, летняя, летний, рокiв, yasinda, yaş,
  سنة, سنوات, عاما, عام, שנים, שנה, ετών, χρονών, साल, वर्ष, tahun, tuổi, ปี, eves, vuotias, vuotiaan, vuotiasta
`),
  yearSigns: list('歳, 才, 岁, 歲, 세, 살'),
  /** Years that are words of English too: they follow a person and her number. */
  yearsOfPeople: list('lat, let'),
  people: list(`
  chica, mujer, muchacha, nina, niña, femme, fille, frau, madchen, ragazza, donna, menina, garota, mulher, meisje, vrouw, девушка, женщина, девочка,
  dziewczyna, dziewczynka, kobieta, holka, dívka, žena, בת, בן, ילדה, נערה
`),
  teens: list(`
  elf, zwölf, dreizehn, vierzehn, fünfzehn, sechzehn, siebzehn, onze, douze, treize, quatorze, quinze, seize, dix sept, once, doce, trece, catorce, quince,
  dieciséis, diecisiete, undici, dodici, tredici, quattordici, quindici, sedici, diciassette, doze, treze, catorze, dezesseis, dezasseis, dezessete, dezassete,
  twaalf, dertien, veertien, vijftien, zestien, zeventien, одиннадцать, двенадцать, тринадцать, четырнадцать, пятнадцать, шестнадцать, семнадцать
`),
  said: list(`
  одиннадцатилетн, двенадцатилетн, тринадцатилетн, четырнадцатилетн, пятнадцатилетн, шестнадцатилетн, семнадцатилетн,
  열한 살, 열두 살, 열세 살, 열네 살, 열다섯 살, 열여섯 살, 열일곱 살
`),
  forHowLong: list(
    'seit, depuis, desde, da, sinds, nach, vor, apres, dopo, hace, il y a, tra, in, en, dans, for, fur, pendant, durante, uber, через, منذ, قبل, לפני, selama',
  ),
} as const

/** Of which "two male …" or "3 female …" is how many, not how old. */
export const grownUps: readonly string[] = list(`
  friends, colleagues, coworkers, dancers, models, guards, bodyguards, singers, musicians, athletes, players, teammates, nurses, doctors, officers,
  soldiers, actors, guests, tourists, waiters, customers, strangers, partners, figures, mannequins, statues, characters, voices, hands, passengers,
  astronauts, chefs, firefighters, pilots, warriors, faces, silhouettes, adults, coaches, teachers, judges, presenters
`)

/** What is said to be aged so many years. */
export const agedDrinks: readonly string[] = list(`
  whisky, whiskey, scotch, bourbon, rum, wine, port, cognac, brandy, tequila, vinegar, balsamic, cheese, cheddar, parmesan
`)

/** Things that may be younger than 18: "a 12 year old whisky". */
export const agedThings: readonly string[] = list(`
  whisky, whiskey, scotch, rum, wine, port, cheese, car, truck, motorbike, bike, camera, guitar, violin, piano, house,
  building, cottage, bridge, tree, oak, dog, cat, horse, jacket, coat, jeans, dress, sweater, bag, sofa, laptop, phone,
  watch, leather, denim, vintage, tradition, anniversary, warranty
`)
