import { expect, test } from 'vitest'
import { findSigns } from './find-signs.ts'

const found = (lines: readonly string[], language: string | null = null) =>
  findSigns(lines, language).map(({ key, value }) => `${key}: ${value}`)

test.each([
  ['Only 1% can pass level 5', 'claim: only_some'],
  ['0.1 % of players make it', 'claim: only_some'],
  ['Win REAL CASH today', 'claim: real_money'],
  ['No ads, no WiFi', 'claim: no_ads'],
  ['T&Cs apply. 18+', 'disclaimer: yes'],
  ['Not actual gameplay', 'disclaimer: yes'],
  ['Hit the Jackpot!', 'gambling_words: yes'],
  ['LEVEL 12', 'hud: level'],
  ['Score: 1,250', 'hud: score'],
  ['0:45', 'hud: timer'],
  ['Moves 18', 'hud: moves'],
  ['GAME OVER', 'outcome: lose'],
  ['Download on the App Store', 'store_badges: app_store'],
  ['GoogIe Play GOOGLEPLAY', 'store_badges: google_play'],
])('%s is a sign of %s', (line, sign) => {
  expect(found([line])).toContain(sign)
})

const OF_ADS: Readonly<Record<string, readonly string[]>> = {
  ar: [
    '1% فقط ينجحون',
    'اربح المال الآن',
    'بدون إعلانات',
    'تطبق الشروط والأحكام',
    'كازينو',
    'المستوى 12',
    'لقد فزت!',
  ],
  de: [
    'Nur 2 % schaffen das',
    'Echtes Geld verdienen',
    'Ganz ohne Werbung',
    'Es gelten die AGB',
    'Sportwetten',
    'Züge: 18',
    'Geschafft!',
  ],
  en: [
    'Only 1% can do this',
    'Make money at home',
    'Play offline, no ads',
    'Terms apply',
    'Free spins',
    'Lives x3',
    'Victory',
  ],
  es: [
    'Sólo el 1% lo logra',
    'Gana dinero real',
    'Sin anuncios',
    'Aplican términos',
    'Tragamonedas gratis',
    'Nivel 7',
    '¡Ganaste!',
  ],
  fr: [
    'Seulement 3 % y arrivent',
    'Gagnez de l’argent',
    'Sans publicité',
    'Voir conditions',
    'Machine à sous',
    '18 coups',
    'Perdu',
  ],
  hi: ['केवल 1% लोग', 'असली पैसे जीतें', 'बिना विज्ञापन खेलें', 'शर्तें लागू', 'तीन पत्ती', 'लेवल 12', 'आप हार गए'],
  id: [
    'Hanya 1% pemain',
    'Dapatkan uang asli',
    'Tanpa iklan',
    'Syarat dan ketentuan berlaku',
    'Mesin slot',
    'Koin 1.250',
    'Kamu menang!',
  ],
  it: [
    'Solo l’1% ci riesce',
    'Vinci soldi veri',
    'Niente pubblicità',
    'Termini e condizioni',
    'Scommesse sportive',
    'Livello 3',
    'Hai vinto',
  ],
  ja: [
    'わずか1%だけがクリア',
    '現金がもらえる',
    '広告なしで遊べる',
    '画像はイメージです',
    'カジノ気分',
    'ステージ12',
    'ゲームオーバー',
  ],
  ko: [
    '단 1%만 성공',
    '돈 버는 게임',
    '광고 없이 즐기세요',
    '확률형 아이템 포함',
    '슬롯 머신',
    '레벨 12',
    '승리!',
  ],
  nl: [
    'Slechts 1% kan dit',
    'Verdien geld',
    'Geen reclame',
    'Voorwaarden van toepassing',
    'Gokkasten',
    'Niveau 4',
    'Je hebt gewonnen',
  ],
  pl: [
    'Tylko 1% graczy',
    'Prawdziwe pieniądze',
    'Gra bez reklam',
    'Szczegóły w regulaminie',
    'Automaty do gier',
    'Poziom 9',
    'Koniec gry',
  ],
  pt: [
    'Só 1% consegue',
    'Ganhe dinheiro',
    'Sem anúncios',
    'Consulte os termos',
    'Caça-níqueis',
    'Fase 12',
    'Você venceu!',
  ],
  ru: [
    'Только 1% людей',
    'Реальные деньги',
    'Игра без рекламы',
    'Условия акции на сайте',
    'Лучшее казино',
    'Уровень 5',
    'Победа!',
  ],
  sv: [
    'Bara 1 % klarar det',
    'Vinn pengar',
    'Helt utan reklam',
    'Regler och villkor',
    'Spelautomater',
    'Nivå 6',
    'Du vann!',
  ],
  th: ['เพียง 1% ของคน', 'ได้เงินสดทุกวัน', 'ไม่มีโฆษณา', 'เป็นไปตามเงื่อนไข', 'สล็อตออนไลน์', 'ด่าน 12', 'คุณชนะ'],
  tr: [
    'Sadece %1’i başarıyor',
    'Gerçek para',
    'Reklamsız oyun',
    'Koşullar geçerlidir',
    'Canlı bahis',
    'Seviye 8',
    'Kaybettin',
  ],
  uk: [
    'Лише 1% гравців',
    'Справжні гроші',
    'Гра без реклами',
    'Умови акції на сайті',
    'Ігрові автомати',
    'Рівень 5',
    'Ти переміг!',
  ],
  zh: ['只有1%的人能过关', '真钱提现', '无广告', '图片仅供参考', '老虎机', '第12关', '游戏结束'],
}

test.each(Object.entries(OF_ADS))('signs of each kind are known in %s', (language, lines) => {
  const [some, money, free, terms, gambling, display, end] = lines.map((line) =>
    found([line], language).join(),
  )
  expect(some).toContain('claim: only_some')
  expect(money).toContain('claim: real_money')
  expect(free).toContain('claim: no_ads')
  expect(terms).toContain('disclaimer: yes')
  expect(gambling).toContain('gambling_words: yes')
  expect(display).toMatch(/^hud: \w+$/)
  expect(end).toMatch(/^outcome: (win|lose)$/)
})

test.each([
  ['Level up today'],
  ['Play with friends, 3 levels free'],
  ['Never fail to smile again'],
  ['A better bet for your money'],
  ['50 % off'],
  ['Only 40% of the price'],
  ['Opens at 18:30 on weekdays'],
])('%s is a sign of nothing', (line) => {
  expect(found([line])).toEqual([])
})

test('words of other languages are no sign in a text whose language is known', () => {
  expect(found(['Vite 3 pizzas', 'Tid 12:30'], 'en')).toEqual([])
  expect(found(['Vite 3'], 'it')).toEqual(['hud: lives'])
})
