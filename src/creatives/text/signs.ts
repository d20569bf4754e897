/** What words on an ad are a sign of, beyond its promises. */
export type SignKey = 'claim' | 'disclaimer' | 'gambling_words' | 'hud' | 'outcome' | 'store_badges'

/** Words or patterns that are a sign of a value, in the languages below. */
export interface Sign {
  readonly key: SignKey
  readonly value: string
  /** Phrases; accents, case and signs do not matter. */
  readonly phrases: readonly string[]
  readonly pattern?: RegExp
  /** Read only where they are nearly the whole line, as on a display of a game. */
  readonly isShort?: boolean
}

/** Languages whose words are below; in others, a sign that is not found may still be there. */
export const SIGN_LANGUAGES: readonly string[] = ['de', 'en', 'es', 'fr', 'it', 'pt', 'ru']

const list = (phrases: string) => phrases.split(', ')

export const SIGNS: readonly Sign[] = [
  {
    ...{ key: 'claim', value: 'only_some', phrases: [] },
    pattern:
      /\b(only|just|nur|solo(?: el)?|seulement|seuls?|apenas|só|só os|только)\s+\d([.,]\d+)?\s?%|\b\d([.,]\d+)?\s?% (can|of people can|schaffen|pueden|peuvent)\b/i,
  },
  {
    ...{ key: 'claim', value: 'real_money' },
    phrases: list(
      'real money, real cash, win cash, earn cash, earn money, make money, cash out, get paid, echtes geld, geld verdienen, dinero real, gana dinero, argent réel, gagner de l’argent, dinheiro real, ganhe dinheiro, soldi veri, guadagna soldi, реальные деньги',
    ),
  },
  {
    ...{ key: 'claim', value: 'no_ads' },
    phrases: list(
      'no ads, ad free, adfree, zero ads, without ads, keine werbung, ohne werbung, sin anuncios, sans publicité, sans pub, sem anúncios, senza pubblicità, без рекламы',
    ),
  },
  {
    ...{ key: 'claim', value: 'offline' },
    phrases: list(
      'no wifi, no wi fi, without wifi, play offline, offline game, no internet, ohne internet, ohne wlan, sin internet, sin wifi, sans internet, sans wifi, sem internet, sem wifi, senza internet, без интернета',
    ),
  },
  {
    ...{ key: 'disclaimer', value: 'yes' },
    phrases: list(
      'terms apply, terms and conditions, t&cs apply, t&c apply, ts & cs apply, conditions apply, not actual gameplay, gameplay may vary, in app purchases, results may vary, play responsibly, gamble responsibly, for amusement purposes, no purchase necessary, simulated images, es gelten, teilnahmebedingungen, in app käufe, kein echtes gameplay, se aplican, aplican términos, términos y condiciones, compras en la aplicación, voir conditions, conditions générales, achats intégrés, termos e condições, compras no app, termini e condizioni, acquisti in app, условия акции',
    ),
    pattern: /(^|\s)(18|21)\s?\+(\s|$)/,
  },
  {
    ...{ key: 'gambling_words', value: 'yes' },
    phrases: list(
      'casino, jackpot, slots, slot machine, roulette, poker, blackjack, baccarat, betting, sportsbook, place your bet, lottery, free spins, spin to win, spielautomat, spielautomaten, sportwetten, apuestas, tragamonedas, tragaperras, ruleta, paris sportifs, machine à sous, machines à sous, cassino, caça níqueis, apostas, roleta, scommesse, казино, рулетка, ставки на спорт',
    ),
  },
  {
    ...{ key: 'hud', value: 'level', phrases: [], isShort: true },
    pattern: /^(level|lvl|lv|stage|wave|nivel|nível|niveau|livello|уровень)[.:]?\s?\d/i,
  },
  {
    ...{ key: 'hud', value: 'score', phrases: [], isShort: true },
    pattern:
      /^(high |best )?(score|punkte|puntos|puntuación|pontos|punti|очки)\s?:?\s?[\d., ]*$|^\d[\d.,]* (points|pts)$/i,
  },
  {
    key: 'hud',
    value: 'timer',
    phrases: [],
    isShort: true,
    pattern: /^(time|zeit|tiempo|tempo)?:?\s?\d?\d:\d\d$/i,
  },
  {
    ...{ key: 'hud', value: 'moves', phrases: [], isShort: true },
    pattern:
      /^(moves|züge|movimientos|coups|mosse|movimentos|ходы)\s?:?\s?\d+$|^\d+ (moves|züge|movimientos)$/i,
  },
  {
    ...{ key: 'hud', value: 'lives', phrases: [], isShort: true },
    pattern: /^(lives|leben|vidas|vies|vite|жизни)\s?:?\s?[x×]?\s?\d+$/i,
  },
  {
    ...{ key: 'hud', value: 'coins', phrases: [], isShort: true },
    pattern: /^(coins?|gold|gems?|münzen|monedas|pièces|monete|moedas)\s?:?\s?[\d.,]+k?$/i,
  },
  {
    ...{ key: 'outcome', value: 'win', isShort: true },
    phrases: list(
      'you win, you won, victory, level complete, level completed, level cleared, stage clear, well done, gewonnen, du hast gewonnen, sieg, ganaste, has ganado, victoria, gagné, victoire, vous avez gagné, hai vinto, vittoria, você venceu, você ganhou, vitória, победа, вы выиграли',
    ),
  },
  {
    ...{ key: 'outcome', value: 'lose', isShort: true },
    phrases: list(
      'game over, you lose, you lost, you died, defeat, defeated, level failed, mission failed, failed, fail, out of moves, verloren, du hast verloren, niederlage, perdiste, has perdido, derrota, fin del juego, perdu, défaite, hai perso, sconfitta, você perdeu, fim de jogo, поражение, вы проиграли',
    ),
  },
  { key: 'store_badges', value: 'app_store', phrases: ['app store', 'apple store'] },
  { key: 'store_badges', value: 'google_play', phrases: ['google play', 'play store'] },
  {
    key: 'store_badges',
    value: 'other',
    phrases: ['galaxy store', 'appgallery', 'amazon appstore', 'microsoft store'],
  },
]
