import type { FactorAnswer, FactorCombination } from '#schema/answer/factor-answer.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import {
  type Combination,
  type FactorRatio,
  type FactorReading,
  isComputed,
  readFactors,
  seededGenerator,
} from '#stats/index.ts'
import type { GroupedArm } from './group-arms.ts'

// P(best) is found by drawing; the same table gives the same answer.
const SEED = 4
const LISTED = 20

/** A test whose counts can be used, with the noise of its comparisons. */
export interface FactoredTest {
  readonly arms: readonly GroupedArm[]
  readonly phi: number
}

/** What the named parts of arms do, over all tests together. */
export function readArmFactors(tests: readonly FactoredTest[], factors: readonly string[]): FactorAnswer {
  const reading = readFactors({
    factors,
    tests: tests.map(({ arms, phi }) => ({
      phi,
      arms: arms.map(({ factors: levels, cells }) => ({ levels, cells })),
    })),
    random: seededGenerator(SEED),
  })
  if (!isComputed(reading)) {
    const why = reading.notComputed
    return {
      factors: [],
      tests: tests.length,
      arms: tests.reduce((sum, { arms }) => sum + arms.length, 0),
      effects: null,
      interactions: null,
      best: null,
      combinations: null,
      untried: null,
      spread: null,
      notComputed: Object.fromEntries(
        ['effects', 'interactions', 'best', 'combinations', 'untried', 'spread'].map((field) => [field, why]),
      ),
      notes: [],
    }
  }
  const { level, combinations } = reading
  const interval = ({ low, high }: FactorRatio) => ({ low, high, level })
  const combination = (one: Combination): FactorCombination => ({
    levels: [...one.levels],
    tried: one.tried,
    ratio: one.ratio,
    interval: interval(one),
    probabilityBest: one.probabilityBest,
  })
  const listed = combinations.slice(0, LISTED).map(combination)
  return {
    factors: [...reading.factors],
    tests: reading.tests,
    arms: reading.arms,
    effects: reading.effects.map((effect) => ({
      factor: effect.factor,
      level: effect.level,
      arms: effect.arms,
      impressions: effect.exposure,
      conversions: effect.conversions,
      ratio: effect.ratio,
      interval: interval(effect),
      probabilityBest: effect.probabilityBest,
    })),
    interactions: reading.interactions.map(({ factors: [first, second], pairs }) => ({
      factors: [first, second],
      pairs: isComputed(pairs)
        ? pairs.map((pair) => ({
            levels: [...pair.levels],
            tried: pair.tried,
            ratio: pair.ratio,
            interval: interval(pair),
          }))
        : null,
      notComputed: isComputed(pairs) ? {} : { pairs: pairs.notComputed },
    })),
    best: listed[0] ?? null,
    combinations: listed,
    untried: combinations
      .filter(({ tried }) => !tried)
      .slice(0, LISTED)
      .map(combination),
    spread: reading.spread,
    notComputed: {},
    notes: factorNotes(reading),
  }
}

function factorNotes(reading: FactorReading): Note[] {
  const notes: Note[] = [
    {
      code: 'factors_go_together',
      severity: 'info',
      message: `What parts do is learnt from ${writeCount(reading.arms)} arms of ${writeCount(reading.tests)} ${reading.tests === 1 ? 'test' : 'tests'}, inside each; ratios are to the average combination. An untried combination is a promise to test, not a result.`,
    },
  ]
  if (reading.constant.length > 0) {
    notes.push({
      code: 'constant_factor',
      severity: 'warning',
      message: `No test has two levels of ${reading.constant.join(', ')}, so nothing can be said of it.`,
    })
  }
  for (const [first, second] of reading.aliased) {
    notes.push({
      code: 'aliased_factors',
      severity: 'warning',
      message: `${first} and ${second} change together: what one does cannot be told from the other, and is shared between them.`,
    })
  }
  if (reading.armsWithoutLevel > 0) {
    notes.push({
      code: 'arms_without_level',
      severity: 'warning',
      message: `Arms that do not name each factor once are left out of the effects: ${writeCount(reading.armsWithoutLevel)}.`,
    })
  }
  if (reading.someLeftOut) {
    notes.push({
      code: 'combinations_left_out',
      severity: 'info',
      message:
        'There are too many combinations; only those of the best levels and the tried ones are compared.',
    })
  }
  return notes
}
