import type { CheckedTest } from '#schema/answer/test-check-answer.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import { type Computed, type DesignLabel, isComputed } from '#stats/index.ts'
import type { ArmRow } from './arm-row.ts'

export interface NoteFacts {
  readonly hasDays: boolean
  readonly repeatable: boolean
  readonly dispersion?: number
  /** Design that was stated. */
  readonly design?: DesignLabel
  /** Tests whose table names no split. */
  readonly assumedSplits: number
  readonly spread: Computed<number>
  /** Tests it was learnt from. */
  readonly readable: number
  /** Over-dispersion of each test. */
  readonly phi: readonly number[]
}

const CHANCE_FLAG = 0.001

function info(note: Omit<Note, 'severity'>): Note {
  return { ...note, severity: 'info' }
}

function dispersionNote({ hasDays, dispersion, phi }: NoteFacts): Note | null {
  if (hasDays) {
    const middle = phi.toSorted((a, b) => a - b)[Math.floor(phi.length / 2)] ?? 1
    return {
      code: 'approximate',
      severity: 'info',
      message: `Comparisons of arms allow for ${middle.toFixed(2)} times the noise of chance alone${phi.length > 1 ? ' (median of the tests)' : ''}, estimated from days; guarantees are approximate.`,
    }
  }
  if (dispersion !== undefined) return null
  return {
    code: 'assumed_dispersion',
    severity: 'info',
    message:
      'Without days the noise cannot be estimated: 1.5 times chance is assumed; --dispersion 1 if every impression is another user at random.',
  }
}

function designNotes(tests: readonly CheckedTest[], { design, assumedSplits }: NoteFacts): Note[] {
  if (design === 'observational') {
    return [
      {
        code: 'observational',
        severity: 'warning',
        message:
          'The network chose who saw which arm, as was said: no split can be checked and no arm can be called the winner.',
      },
    ]
  }
  const notes: Note[] = []
  if (assumedSplits > 0) {
    const which = assumedSplits === tests.length ? '' : ` for ${writeCount(assumedSplits)} tests`
    const may =
      design === undefined ? '; say --design observational if the network chose who saw which arm' : ''
    notes.push(
      info({
        code: 'assumed_equal_split',
        message: `No designed share is given${which}, so an equal split is taken as designed${may}.`,
      }),
    )
  }
  const platform = tests.filter((test) => test.design === 'platform').length
  if (design === undefined && platform > 0) {
    const which = platform === tests.length ? '' : ` of ${writeCount(platform)} tests`
    notes.push(
      info({
        code: 'design_from_shares',
        message: `Designed shares${which} differ between arms, so delivery is taken as split by the platform; --design says otherwise.`,
      }),
    )
  }
  return notes
}

function spreadSource(readable: number, all: number): string {
  if (all === 1) return 'this test'
  return readable === all
    ? `all ${writeCount(all)} tests`
    : `the ${writeCount(readable)} of ${writeCount(all)} tests that can be read`
}

/** What a reader of all tests of a table must know. */
export function checkNotes(rows: readonly ArmRow[], tests: readonly CheckedTest[], facts: NoteFacts): Note[] {
  const notes: Note[] = []
  if (!facts.hasDays) {
    notes.push({
      code: 'no_days',
      severity: 'warning',
      message:
        'The table has no dates, so there is no peek-safe reading: each test is read once, which holds only if nobody stopped it for what it showed. The minimum run of 7 days and the first days of learning cannot be checked, and the sample ratio is one exact or χ² test, flagged at p < 0.001.',
    })
  }
  const noise = dispersionNote(facts)
  if (noise !== null) notes.push(noise)
  notes.push(...designNotes(tests, facts))
  if (isComputed(facts.spread)) {
    notes.push(
      info({
        code: 'learnt_spread',
        message: `Arms of one test typically differ by ${(100 * facts.spread).toFixed(1)} % (coefficient of variation), learnt from ${spreadSource(facts.readable, tests.length)}; rates are shrunk by it.`,
      }),
    )
  }
  if (tests.length > 1) {
    const checked = tests.filter(({ sampleRatio }) => sampleRatio.p !== null)
    const flagged = checked.filter(({ sampleRatio }) => sampleRatio.flagged).length
    notes.push({
      code: 'flagged_splits',
      severity: flagged > 0 ? 'warning' : 'info',
      message: `The sample ratio of ${writeCount(flagged)} of ${writeCount(checked.length)} tests is flagged; by chance alone it would be about ${writeCount(checked.length * CHANCE_FLAG, 1)}.`,
    })
  }
  if (rows.some(({ conversions }) => conversions.value !== null && !Number.isInteger(conversions.value))) {
    notes.push(
      info({
        code: 'fractional_conversions',
        message:
          'Some conversions are fractions (modelled); they count as they are, and intervals are approximate.',
      }),
    )
  }
  if (facts.repeatable) {
    notes.push(
      info({
        code: 'repeatable_conversions',
        message:
          'An impression may convert more than once here, so rates may exceed 1 and intervals are Poisson.',
      }),
    )
  }
  return notes
}
