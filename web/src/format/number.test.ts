import { describe, expect, it } from 'vitest'
import { formatDays } from './date.ts'
import { formatMoney } from './money.ts'
import {
  formatBytes,
  formatChange,
  formatCount,
  formatGain,
  formatPerMille,
  formatProbability,
  formatRate,
  formatShare,
} from './number.ts'
import { nameEvents, namePlural, nameRate } from './words.ts'

describe('numbers', () => {
  it('groups counts by a thin space, at the places of the locale', () => {
    expect(formatCount(1_234_567, 'en')).toBe('1\u202f234\u202f567')
    expect(formatCount(1_234_567, 'de')).toBe('1\u202f234\u202f567')
    expect(formatCount(1_234_567, 'en-IN')).toBe('12\u202f34\u202f567')
    expect(formatCount(0, 'en')).toBe('0')
    expect(formatCount(12.34, 'de')).toBe('12,3')
  })

  it('shows per-mille with one decimal from 10 on, two below, and never hides a small rate', () => {
    expect(formatPerMille(10, 'en')).toBe('10.0')
    expect(formatPerMille(9.994, 'en')).toBe('9.99')
    expect(formatPerMille(9.996, 'en')).toBe('10.0')
    expect(formatPerMille(0, 'en')).toBe('0.00')
    expect(formatPerMille(0.02, 'en')).toBe('0.0200')
    expect(formatPerMille(0.012345, 'de')).toBe('0,0123')
    expect(formatRate(0.00512, 'en')).toBe('5.12')
    expect(formatRate(0.01234, 'fr')).toBe('12,3')
  })

  it('never rounds a probability to certainty', () => {
    expect(formatProbability(0.004, 'en')).toBe('< 1%')
    expect(formatProbability(0.997, 'en')).toBe('> 99%')
    expect(formatProbability(0, 'en')).toBe('< 1%')
    expect(formatProbability(1, 'en')).toBe('> 99%')
    expect(formatProbability(0.42, 'en')).toBe('42%')
  })

  it('signs gains and changes, and keeps small shares visible', () => {
    expect(formatGain(51_206.1, 'en')).toBe('+51\u202f206')
    expect(formatGain(-3.25, 'en')).toBe('−3.3')
    expect(formatGain(0, 'en')).toBe('0')
    expect(formatChange(-0.2486, 'en')).toBe('−25%')
    expect(formatChange(0.042, 'en')).toBe('+4.2%')
    expect(formatShare(0.0643, 'en')).toBe('6.4%')
    expect(formatShare(0.06, 'en')).toBe('6.0%')
    expect(formatShare(0.898, 'en')).toBe('90%')
    expect(formatShare(0.0002, 'en')).toBe('< 0.1%')
  })

  it('says the currency with the amount', () => {
    expect(formatMoney(12_345.6, 'USD', 'en')).toBe('12\u202f346\u00a0USD')
    expect(formatMoney(12.3, 'EUR', 'de')).toBe('12,30\u00a0EUR')
    expect(formatMoney(-3, null, 'en')).toBe('−3.00')
  })

  it('names sizes and days', () => {
    expect(formatBytes(0, 'en')).toBe('0 bytes')
    expect(formatBytes(1_500_000, 'en')).toBe('1.5 MB')
    expect(formatDays(null, null)).toBeNull()
    expect(formatDays('2026-01-01', '2026-01-01', 'en-GB')).toBe('1 Jan 2026')
  })
})

describe('words', () => {
  it('names rows, events and rates', () => {
    expect(namePlural('ad_group')).toBe('ad groups')
    expect(namePlural('country')).toBe('countries')
    expect(namePlural('tag.hook', 1)).toBe('hook tag')
    expect(nameEvents('sign_up')).toBe('sign-ups')
    expect(nameEvents('new_workout_saved')).toBe('new-workout-saved')
    expect(nameEvents('unique.purchase')).toBe('purchases (unique users)')
    expect(nameRate('install')).toBe('IPM')
    expect(nameRate('purchase')).toBe('Purchases ‰')
  })
})
