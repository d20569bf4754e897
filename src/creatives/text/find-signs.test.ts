import { expect, test } from 'vitest'
import { findSigns } from './find-signs.ts'

const found = (...lines: readonly string[]) => findSigns(lines).map(({ key, value }) => `${key}: ${value}`)

test.each([
  ['Only 1% can pass level 5', 'claim: only_some'],
  ['Nur 2 % schaffen das', 'claim: only_some'],
  ['Win REAL CASH today', 'claim: real_money'],
  ['No ads, no WiFi', 'claim: no_ads'],
  ['Sans publicité', 'claim: no_ads'],
  ['T&Cs apply. 18+', 'disclaimer: yes'],
  ['Not actual gameplay', 'disclaimer: yes'],
  ['Hit the Jackpot!', 'gambling_words: yes'],
  ['Лучшее казино', 'gambling_words: yes'],
  ['LEVEL 12', 'hud: level'],
  ['Score: 1,250', 'hud: score'],
  ['0:45', 'hud: timer'],
  ['Moves 18', 'hud: moves'],
  ['GAME OVER', 'outcome: lose'],
  ['¡Ganaste!', 'outcome: win'],
  ['Download on the App Store', 'store_badges: app_store'],
  ['GoogIe Play GOOGLEPLAY', 'store_badges: google_play'],
])('%s is a sign of %s', (line, sign) => {
  expect(found(line)).toContain(sign)
})

test.each([
  ['Level up today'],
  ['Play with friends, 3 levels free'],
  ['Never fail to smile again'],
  ['A better bet for your money'],
  ['50 % off'],
  ['Opens at 18:30 on weekdays'],
])('%s is a sign of nothing', (line) => {
  expect(found(line)).toEqual([])
})
