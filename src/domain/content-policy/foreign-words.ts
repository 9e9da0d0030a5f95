import { listOf } from './word-list.ts'

/** More words of other tongues, by what the rules look for; those that everybody uses stand among the English ones in `policy-words.ts`. */
export const foreignWords = {
  /** Refused wherever they stand. */
  slang: listOf(`
  lolikon, rorikon, mesugaki, kinderporno, kinderpornos, kinderpornografie, pornografia infantil, porno infantil, pedopornografia,
  pedopornographie, pornographie infantile, лоли, лолита, лоликон, детское порно
`),
  /** As `slang`, in scripts that do not part words by spaces. */
  slangSigns: listOf('ロリコン, ショタコン, 児童ポルノ, 儿童色情, 兒童色情, 幼女控, 아동포르노'),
  /** Refused in a sexual context, and with `nsfw`. */
  minors: listOf(`
  schulerinnen, schuler, schulkind, schulkinder, schuljunge, grundschulerin, grundschuler, gymnasiastin, kleinkinder, saugling, jugendlicher,
  jugendlichen, minderjahriger, minderjahrigen, minderjahriges, teenies, kleine madchen, kleinen madchen, kleinem madchen, junge madchen,
  jungen madchen, kindergartenkind, vorpubertar, konfirmandin,
  colegialas, colegial, jovencita, jovencitas, chiquilla, chiquillas, chiquita joven, chamaca, chamaquita, muchachita, menores de edad, menor edad,
  puber, preadolescente, quinceaneras, ninitas, ninnitas, ninna pequena, bebe, bebes,
  gamine, gamines, gosse, gosses, lyceennes, collegiennes, ecolieres, ecolier, collegien, lyceen, petites filles, jeunes filles, mineur, mineurs,
  prepubere, petits garcons, gamin, gamins,
  ragazzine, ragazzino, bimba, bimbe, minorenni, scolaretta, scolarette, liceale, liceali, fanciulla, adolescenti, bambinetta, neonata, neonato,
  criancas, meninas, menininhas, garotinha, garotinhas, novinha, novinhas, menor de idade, menores de idade, ninfeta, ninfetas, pre adolescente,
  meisjes, tienermeisjes, schoolmeisje, kleuters, uczennica, dziewczynkami, nastolatke, skolacka,
  ребенком, детьми, детям, детская, детский, девочкой, девочке, девочек, мальчиком, мальчиков, подростков, подростком, школьниц, школьницей,
  первоклассница, старшеклассница, старшеклассницы, отроковица, нимфетка, нимфетки, несовершеннолетних, несовершеннолетние, несовершеннолетнюю,
  малолетняя, малолетние, малолетку, малышка, юная девочка,
  shogakusei, chugakusei, joshikosei, joshi kosei, youjo, yojo, kodomo, imouto, liseli kız, küçük kız, remaja perempuan, gadis kecil, nữ sinh
`),
  /** As `minors`, in scripts that do not part words by spaces. */
  childSigns: listOf(`
  女子中学生, 男子中学生, 男子高校生, 園児, 幼稚園, 保育園, ようじょ, しょうじょ, じょしこうせい, こども, 童女, ジュニアアイドル, メスガキ, 中学校, 思春期, jk制服, jkの,
  女童, 男童, 幼儿, 幼兒, 小孩, 孩童, 小朋友, 女学生, 女學生, 小学, 小學, 初中, 中学, 中學, 青少年, 未满18, 未滿18, 小妹妹, 小女生,
  여자아이, 남자아이, 꼬마, 청소년, 여중생, 남고생, 남중생, 초딩, 중딩, 고딩, 여학생, 십대, เยาวชน, นักเรียน
`),
  /** An adult shown as a child. */
  traitSigns: listOf('童顔, 童颜, 童顏, 幼齿, 幼齒, つるぺた, ぺたんこ, 동안'),
  traits: listOf(
    'kindlich, kindliche, kindlicher, kindlichen, infantil, aninnada, aninnado, enfantine, infantile, детское тело, детским телом',
  ),
  uniforms: listOf(`
  schuluniform, uniforme escolar, uniforme de colegiala, uniforme scolaire, divisa scolastica, uniforme colegial, школьная форма, школьной форме,
  школьную форму, randoseru, sukumizu, kogal, serafuku
`),
  uniformSigns: listOf('セーラー服, 学生服, スクール水着, 体操服, ランドセル, 校服, 水手服, 学生装, 교복, 세라복'),
  sexual: listOf(`
  erotisch, erotische, erotischen, erotischer, erotisches, sexuell, sexuelle, oben ohne, ohne kleidung, unbekleidet, bh, tanga, verfuhrerisch,
  verfuhrerische, erotico, eroticos, eroticas, sexi, bragas, sin ropa, sosten, seductora, provocativa, erotique, erotiques, sous vetements, culotte,
  soutien gorge, maillot de bain, deshabille, deshabillee, sexuelles, intimo, costume da bagno, mutandine, reggiseno, seducente, calcinha, biquini,
  sem roupa, nuas, sutia, erotisk, naken, erotyczne, bielizna, bieliźnie,
  голой, голым, голыми, обнаженной, обнаженных, обнаженным, обнаженном, эротический, эротическая, эротическое, эротично, эротичная, секс, секси,
  сексуальный, сексуальное, сексуально, сексуальную, сексуальной, порно, трусики, трусиках, трусах, лифчик, лифчике, купальник, купальнике, топлес,
  стринги, раздетая, раздетый, чулках
`),
  sexualSigns: listOf(`
  パンティ, ブラジャー, おっぱい, エッチ, えっち, 露出, 官能, 誘惑, 裸体, 胸罩, 泳衣, 诱惑, 誘惑, 情色, 丝袜, 絲襪, 淫, 나체, 야한, 섹스, 에로, 수영복, 란제리, 벗은
`),
} as const
