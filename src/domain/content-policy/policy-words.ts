import { listOf } from './word-list.ts'

/** Words that the rules look for. English first; the commonest terms of other tongues where they are used as slang. */
export const childWords = {
  /** Refused wherever they stand. */
  slang: listOf(`
  loli, lolis, lolita, lolicon, shota, shotas, shotacon, jailbait, jail bait, pedo, pedophile, pedophilia, paedophile,
  paedophilia, toddlercon, cunny, underage sex, barely legal, preteen model, pre teen model, kiddie porn, child porn,
  child pornography, kinderporn, kiddy porn, kid porn, kiddie sex, child sex, child erotica, child nude, pedophilic, pedophiles, paedo, pedobear,
  hebephile, hebephilia, ephebophile, ephebophilia, csam, pthc, jailbaits, lolicons, jk girl, jk girls, jk schoolgirl, barely legals
`),
  /** Refused in a sexual context, and with `nsfw`. */
  minors: listOf(`
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
  naakte kinderen, kleuter, bambine, bambini, dziecko, dzieci, pupil, pupils, jk uniform, jc girl, js girl, dk boy, kiid, kiids, kidz, teenz, teenybopper girl,
  10th grader, 11th grader, tenth grader, eleventh grader, 10th grade, 11th grade, tenth grade, eleventh grade, secondary school, sixth form, sixth former,
  sixth formers, prep school, boarding school, convent school, school babe, school cutie, school lolita, year 7, year 8, year 9, grade 6, grade 7, grade 8,
  grade 9, grade 10, grade 11, sweet 15, sweet fifteen, sweet 14, sweet seventeen, sweet 17, age of consent, u 18, sub 18, pre 18, under age girl,
  not even 18, not even eighteen, not quite 18, not quite eighteen, isn t 18, isn t eighteen, isnt 18, shy of 18, shy of eighteen, before her 18th birthday,
  before his 18th birthday, before her eighteenth birthday, before she turns 18, before he turns 18, before she turned 18, before turning 18,
  turns 18 tomorrow, turns 18 soon, turning 18 soon, turning 18 tomorrow, soon to be 18, about to turn 18, about to be 18, soon 18, will be 18, until she is 18,
  until she turns 18, younger teen, smol girl, wee lass, lil one, little one, little ones, young one, young ones, girl kid, kid girl, kid boy,
  small child, small girls, small boys, tiny girls, tiny boy, tiny boys, wee boy, lil girls, lil boys, kiddies, kiddie, kiddy, preteenage,
  early teens, mid teens, teen aged, high schoolers, middle schoolers, grade schoolers, preschool, preschoolers, kindergartners, schoolie
`),
}

/** An adult shown as a child; refused in a sexual context, and with `nsfw`. */
export const childlikeTraits: readonly string[] = listOf(`
  childlike, child like, childish, childish body, childs body, youthful body, undeveloped, underdeveloped, flat chested,
  flat chest, pigtails, pig tails, diaper, diapers, pacifier, onesie, petite child, looks young, looking young,
  looks underage, very young, extremely young, younger than 18, young looking, baby face, babyface, baby faced, tiny body,
  teen body, innocent girl, barely 18, barely eighteen, just turned 18, fresh 18, freshly 18, freshly eighteen,
  newly 18, newly eighteen, finally 18, finally eighteen, only just 18, newly legal, freshly legal, just legal, too young, so young, child body, kid body, childlike body,
  immature body, prepubescent body, training bra, girlish body, babyish, kidlike, kid like, looks like a kid, underage looking, looks prepubescent, age regression, ageplay, age play, ddlg
`)

export const schoolUniforms: readonly string[] = listOf(`
  school uniform, school uniforms, schooluniform, schoolgirl uniform, sailor fuku, seifuku, sailor uniform, school skirt,
  school outfit, catholic school, cheerleader, cheerleaders, cheer leader, cheer leaders, cheerleading, cheer uniform, cheerleader uniform,
  school blazer, school tie, school clothes, school swimsuit, school dress, school attire, school girl uniform, private school uniform, gym bloomers
`)

/** Words that make a context sexual. */
export const sexualWords: readonly string[] = listOf(`
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
  sultry, titties, titty, booty, bare breasts, bare breasted, braless, pantyless, panty, thongs, areola, sideboob, underboob, seductress, temptress, smut,
  smutty, raunchy, risque, x rated, r18, rule 34, nekkid, n00d, nood, birthday suit, clothes off, no bra, no panties, wearing nothing, wearing only a,
  disrobing, bedroom eyes, come hither, orgy, deepthroat, creampie, handjob, footjob, oppai, futanari, milf, voluptuous, titillating, arousing, genitalia,
  twerk, twerking, lap dance, pole dance, pole dancing, brothel, prostitute, hooker, nackt, unterwasche, reizwasche, nue, seins nus,
  desnuda, desnudo, ropa interior, nuda, nudo, lenceria, dessous, naakt, pelada,
  naga, nagie, nahá, عارية, عاري, ערומה, ערום, γυμνή, çıplak, telanjang, khỏa thân, नग्न, नंगी,
  nackte, nackter, nacktes, nackten, nus, nues, nua, nuas, nudi, desnudas, desnudos, naakte, голые, голых, голую, обнаженные, обнаженную,
  голая, голый, обнаженная, обнаженный, нагая, белье, бикини, эротика, сексуальная
`)

/** Phrases in which a word of `minors` speaks of something else. */
export const adultContexts: readonly string[] = listOf(`
  baby blue, baby pink, baby powder, babys breath, baby s breath, baby grand, baby grand piano, baby doll shoes, baby hairs,
  baby hair, baby tee, kid leather, kid gloves, kid glove, minor chord, minor key, a minor scale, minor details,
  minor detail, minor changes, minor change, minor issue, minor issues, minor adjustment, minor adjustments, minor scratches, asia minor, ursa minor, adult daughter, grown daughter,
  baby shower, baby bump, baby carrots, high school teacher, primary school teacher, elementary school teacher, middle school teacher, kindergarten teacher,
  preschool teacher, secondary school teacher, grade school teacher,
  pupil of the eye, pupil of her eye, pupil of his eye, pupil of her eyes, pupils of the eye, pupils of the eyes, pupils of her eyes, pupils of his eyes, dilated pupils,
  dilated pupil, pupils dilated, pupils are dilated, constricted pupils, slit pupils, slitted pupils, vertical pupils, horizontal pupils, round pupils,
  heart shaped pupils, star shaped pupils, heart pupils, cat pupils, cat like pupils, eye pupils, eye pupil, glowing pupils, pinpoint pupils, iris and pupil,
  iris and pupils, irises and pupils, pupil and iris, pupils and irises, pupil size, pupil dilation, no pupils, wide pupils,
  baby steps, baby oil, baby bangs, baby corn, baby spinach, baby potatoes, baby back ribs, baby boomer, baby boomers, baby grands, baby doll dress,
  baby doll nightie, baby doll top, baby doll lingerie, baby doll nightgown, baby elephant, baby elephants, baby goat, baby goats, baby deer, baby turtle, baby turtles,
  baby penguin, baby penguins, baby dragon, baby dragons, baby seal, baby seals, baby animals, happy baby pose, child s pose, childs pose,
  c minor, d minor, e minor, f minor, g minor, b minor, c sharp minor, f sharp minor, minor third, minor keys, minor chords, minor league, minor leagues,
  minor arcana, minor flaw, minor flaws, minor imperfections, minor edit, minor edits, minor tweak, minor tweaks, minor retouching, minor retouch,
  minor touch ups, minor damage, minor scratch, minor blemishes, minor crop, minor injury, minor wound, minor role, minor planet, minor differences,
  tater tots, kiddie pool, kiddy pool, little one piece, little one shoulder, little one room
`)

/** Names of things that merely contain such a word. */
export const nameLikeMentions: readonly string[] = listOf(`
  billy the kid, teen spirit, teen vogue, teen titans, children of men, rosemary s baby, child of light, destiny s child, el niño, teen wolf, teen choice awards,
  teenage mutant ninja turtles, teenage dream, teenage engineering, kid rock, kid cudi, karate kid, cisco kid, sundance kid, spy kids, sour patch kids,
  new kids on the block, baby driver, million dollar baby, baby shark, baby yoda, rosemarys baby, bush baby, enfant terrible, las meninas
`)

/** Words that a word of `childWords` falls into by chance: "shot a portrait", "lol I look great", "5 min or more". */
export const ordinaryPairs: readonly string[] = listOf(`
  shot a, shot as, lol i, lol is, min or, kid do, kid let, men in, tee n, new born, play boy
`)

/** Words that make a context sexual in scripts that do not part words by spaces. */
export const sexualCharacters: readonly string[] = listOf(`
  裸, 内衣, 内裤, 比基尼, 水着, 泳装, 下着, ヌード, ビキニ, エロ, 色情, 性感, セクシー, 누드, 비키니, 속옷, 섹시, 알몸, เปลือย
`)

/** Words for minors in scripts that do not part them by spaces, as `plainText` writes them; read like `minors`. */
export const childCharacters: readonly string[] = listOf(`
  幼女, 幼童, 萝莉, 蘿莉, 小学生, 中学生, 高中生, 初中生, 高校生, 女子高生, 女高中生, 未成年, 儿童, 兒童, 子供, 子ども, 女児, 男児, 幼児, 少女, 少年,
  小女孩, 小男孩, 小姑娘, 孩子, 赤ちゃん, 幼い, ロリ, ショタ, 초등학생, 중학생, 고등학생, 여고생, 미성년, 어린이, 소녀, 소년, 로리, เด็ก
`)

/** People beside whose word a bare number is an age: `young` without any comma between, `any` with one ("Iron Man 3" is a film). */
export const personWords = {
  young: listOf('girl, boy, lass, lad, chick, gal, schoolgirl, schoolboy, female, male'),
  any: listOf(`
  girl, boy, lass, lad, chick, gal, schoolgirl, schoolboy, female, male, woman, man, person, lady, guy, student, model, babe, she, he, her, him,
  blonde, brunette, redhead, beauty, daughter, sister, brother, asian, latina
`),
} as const

/** What makes a number before it a measure or a count, and no age. */
export const countedThings: readonly string[] = listOf(`
  mm, cm, m, km, meter, meters, metre, metres, kg, lbs, inch, inches, feet, foot, ft, miles, px, pixel, pixels, fps, mp, megapixel, megapixels, stop, stops, percent, degree,
  degrees, am, pm, o, oclock, minute, minutes, hour, hours, day, days, week, weeks, month, months, times, people, women, men, girls, boys,
  others, friends, dogs, cats, horses, candles, roses, flowers, balloons, of, out, for, star, stars, piece, seat, door, speed, quarter,
  point, bit, grand, hundred, thousand, million, dollars, euros, pounds, kilos, part, lanterns, lights, steps, rows, floors, blocks, pack, pages, corners, heads, karat, karats, carat, carats, k, ml, mg, g, oz, lb, gb, tb, watt, watts, volt, volts, hz, rpm, mph, kmh, knots, cl, pt, chapters,
  tattoos, books, bottles, cups, glasses, birds, butterflies, trees, windows, doors, cars, boats, petals, feathers, buttons, pearls, rings, bracelets, necklaces
`)

/** What a number after it counts or names: "steps, 12", "December, 12". */
export const numberedThings: readonly string[] = listOf(`
  step, cfg, scale, guidance, seed, size, iso, aperture, room, no, nr, number, chapter, part, level, version, floor, track, take, scene, bus, line, route,
  volume, op, opus, page, season, episode, strength, ratio, quality, score, samples, count, batch, denoise, clip, skip, weight, lens, candles, layer,
  temperature, degree, highway, rue, place, pier, dock, tower, iphone, street, avenue, platform, gate, table, channel, studio, january, february, march, april, may, june, july, august, september, october, november,
  december, monday, tuesday, wednesday, thursday, friday, saturday, sunday, total, rated, rating, shot, frame, variant, option, sample, cast, catalog, catalogue, heaven, district, area, car, train, flight, court, hall, booth, lane, ward, stage, exhibit, plate, print
`)

/**
 * Ages in other tongues: "15 ans", "16-jährige", "15歳", "quinze ans", "열네 살". Of numbers in words those from eleven on: ten years
 * are mostly a span. `said`: ages in one word. `forHowLong`: the words that make of years a span.
 */
export const elsewhere = {
  years: listOf(`
  ans, jahre, jahren, jahrige, jahriges, jahriger, jahrigen, anos, anni, jaar, jarige, jarig, aars, arig, лет, года, летняя, летний, рокiв, yasinda, yaş,
  سنة, سنوات, عاما, عام, שנים, שנה, ετών, χρονών, साल, वर्ष, tahun, tuổi, ปี, eves, vuotias, vuotiaan, vuotiasta
`),
  yearSigns: listOf('歳, 才, 岁, 歲, 세, 살'),
  /** Years that are words of English too: they follow a person and her number. */
  yearsOfPeople: listOf('lat, let'),
  people: listOf(`
  chica, mujer, muchacha, nina, niña, femme, fille, frau, madchen, ragazza, donna, menina, garota, mulher, meisje, vrouw, девушка, женщина, девочка,
  dziewczyna, dziewczynka, kobieta, holka, dívka, žena, בת, בן, ילדה, נערה
`),
  teens: listOf(`
  elf, zwölf, dreizehn, vierzehn, fünfzehn, sechzehn, siebzehn, onze, douze, treize, quatorze, quinze, seize, dix sept, once, doce, trece, catorce, quince,
  dieciséis, diecisiete, undici, dodici, tredici, quattordici, quindici, sedici, diciassette, doze, treze, catorze, dezesseis, dezasseis, dezessete, dezassete,
  twaalf, dertien, veertien, vijftien, zestien, zeventien, одиннадцать, двенадцать, тринадцать, четырнадцать, пятнадцать, шестнадцать, семнадцать
`),
  said: listOf(`
  одиннадцатилетн, двенадцатилетн, тринадцатилетн, четырнадцатилетн, пятнадцатилетн, шестнадцатилетн, семнадцатилетн,
  열한 살, 열두 살, 열세 살, 열네 살, 열다섯 살, 열여섯 살, 열일곱 살
`),
  forHowLong: listOf(
    'seit, depuis, desde, da, sinds, nach, vor, apres, dopo, hace, il y a, tra, in, en, dans, for, fur, pendant, durante, uber, через, منذ, قبل, לפני, selama',
  ),
} as const

/** Of which "two male …" or "3 female …" is how many, not how old. */
export const grownUps: readonly string[] = listOf(`
  friends, colleagues, coworkers, dancers, models, guards, bodyguards, singers, musicians, athletes, players, teammates, nurses, doctors, officers,
  soldiers, actors, guests, tourists, waiters, customers, strangers, partners, figures, mannequins, statues, characters, voices, hands, passengers,
  astronauts, chefs, firefighters, pilots, warriors, faces, silhouettes, adults, coaches, teachers, judges, presenters
`)

/** What is said to be aged so many years. */
export const agedDrinks: readonly string[] = listOf(`
  whisky, whiskey, scotch, bourbon, rum, wine, port, cognac, brandy, tequila, vinegar, balsamic, cheese, cheddar, parmesan
`)

/** Things that may be younger than 18: "a 12 year old whisky". */
export const agedThings: readonly string[] = listOf(`
  whisky, whiskey, scotch, rum, wine, port, cheese, car, truck, motorbike, bike, camera, guitar, violin, piano, house,
  building, cottage, bridge, tree, oak, dog, cat, horse, jacket, coat, jeans, dress, sweater, bag, sofa, laptop, phone,
  watch, leather, denim, vintage, tradition, anniversary, warranty, single malt, malt, photo, photograph, picture, painting, poster, book, magazine, newspaper, map,
  letter, postcard, boots, shoes, sneakers, hat, shirt, t shirt, tshirt, sweatshirt, hoodie, scarf, boat, ship, yacht, train, tractor, bus, van, suv, pickup, jeep, motorcycle,
  scooter, bicycle, sedan, hatchback, coupe, roadster, engine, computer, pc, macbook, iphone, radio, clock, chair, table, desk, couch, bench, lamp, rug, carpet, curtain,
  wallpaper, mug, knife, fence, wall, roof, barn, villa, apartment, hotel, restaurant, garden, vine, vineyard, bonsai, ficus, cactus, plant, forest, pony, horses, dogs, cats,
  stallion, mare, puppy, parrot, tortoise, turtle, labrador, golden retriever, retriever, poodle, terrier, dachshund, bulldog, german shepherd, tattoo, scar, recipe,
  marriage, friendship, memory, contract, law, toyota, honda, ford, bmw, audi, volkswagen, vw, ferrari, lamborghini, nissan, mazda, subaru, hyundai, volvo,
  saab, fiat, renault, peugeot, citroen, chevrolet, chevy, dodge, cadillac, buick, mustang, corvette, vespa, ducati, kawasaki, suzuki, corolla, camry, prius,
  mercedes benz, land rover, harley davidson
`)

/** What may stand between an age and the thing that has it: "a 10 year old red car". */
export const thingColours: readonly string[] = listOf(`
  red, blue, green, black, white, grey, gray, silver, yellow, orange, brown, beige, rusty, wooden, worn, faded, leather, denim, vintage, used, battered, family
`)

/** People of whom a thing before them is no more than a word: "a 12 year old cat girl". */
export const livingOwners: readonly string[] = listOf(`
  girl, girls, boy, boys, lass, lad, chick, gal, woman, lady, model, student, kid, teen, child, babe, blonde, brunette, redhead, beauty, dancer, owner, lover, rider
`)

/** Places whose number is no age ("Barcelona, 14") as long as nothing sexual is said; those that people are called after are not here. */
export const places: readonly string[] = listOf(`
  barcelona, madrid, berlin, munich, hamburg, frankfurt, cologne, tokyo, kyoto, osaka, seoul, beijing, shanghai, hong kong, bangkok, singapore, mumbai, delhi, dubai, istanbul,
  athens, rome, naples, venice, turin, bologna, lisbon, porto, brussels, amsterdam, rotterdam, copenhagen, stockholm, oslo, helsinki, warsaw, krakow, prague,
  budapest, bucharest, belgrade, zagreb, zurich, geneva, marseille, bordeaux, toulouse, nantes, strasbourg, manchester, liverpool, edinburgh, glasgow, dublin, new york,
  manhattan, los angeles, san francisco, san diego, chicago, boston, seattle, miami, las vegas, new orleans, philadelphia, toronto, montreal, vancouver, mexico city,
  buenos aires, sao paulo, rio de janeiro, bogota, lima, santiago, havana, cairo, marrakesh, casablanca, nairobi, lagos, cape town, johannesburg, sydney harbour, melbourne,
  brisbane, auckland, little italy, chinatown, times square, soho, harlem, notting hill, montmartre, kreuzberg, shibuya, shinjuku, akihabara, moscow, kyiv
`)
