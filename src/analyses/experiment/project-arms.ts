import type { TestArm } from '#schema/answer/test-show-answer.ts'
import {
  type ArmReading,
  type Computed,
  type ExperimentArm,
  type ExperimentReading,
  isComputed,
  jeffreysInterval,
  measureTestNoise,
  overlap,
  type TestNoise,
} from '#stats/index.ts'
import { cellTotals } from './gather-cells.ts'
import type { FoundArm } from './gather-test.ts'
import type { DeclaredLooks } from './read-declared-looks.ts'

/** What the arms of a test are told from. */
export interface ArmFacts {
  readonly found: readonly FoundArm[]
  /** Without what was cut out, the control first. */
  readonly arms: readonly ExperimentArm[]
  readonly reading: ExperimentReading
  readonly declared: DeclaredLooks | null
  readonly shares: readonly number[] | null
  readonly repeatable: boolean
}

const LEVEL = 0.95
const NOT_SHOWN = 'it was not shown'
const CONTROL = 'it is the control'

/** Overlap of each arm with the control over days and strata. */
function overlapWith(arm: ExperimentArm, control: ExperimentArm): number {
  const places = new Map<string, [number, number]>()
  const add = ({ cells }: ExperimentArm, side: 0 | 1) => {
    for (const { day, stratum = '', exposure } of cells) {
      const place = places.get(`${day} ${stratum}`) ?? [0, 0]
      place[side] += exposure
      places.set(`${day} ${stratum}`, place)
    }
  }
  add(arm, 0)
  add(control, 1)
  const shown = [...places.values()]
  return overlap(
    shown.map(([own]) => own),
    shown.map(([, other]) => other),
  )
}

function comparison(reading: ArmReading | undefined, declared: DeclaredLooks | null) {
  const why: Record<string, string> = {}
  if (reading === undefined) {
    for (const field of ['ratio', 'sequence', 'eValue', 'rejected', 'fixedHorizonP', 'declaredHorizon'])
      why[field] = CONTROL
    const none = { ratio: null, sequence: null, eValue: null, rejected: null }
    return { ...none, fixedHorizonP: null, declaredHorizon: null, why }
  }
  const { peekSafe, fixedHorizon, rejected, id } = reading
  if (peekSafe.ratio === null) why.ratio = 'one side has no conversions yet'
  if (!isComputed(fixedHorizon)) why.fixedHorizonP = fixedHorizon.notComputed
  const looked = declared?.arms.get(id)
  if (looked === undefined || declared === null) why.declaredHorizon = 'no declared look was taken'
  else if (!isComputed(looked)) why.declaredHorizon = looked.notComputed
  return {
    ratio: peekSafe.ratio,
    sequence: { low: peekSafe.low, high: peekSafe.high, level: peekSafe.level },
    eValue: peekSafe.eValue,
    rejected,
    fixedHorizonP: isComputed(fixedHorizon) ? fixedHorizon.pValue : null,
    declaredHorizon:
      declared !== null && looked !== undefined && isComputed(looked)
        ? { look: declared.look, ...looked }
        : null,
    why,
  }
}

/** Share of the best rate that choosing this arm loses on average. */
function lossOf({ beliefs }: ExperimentReading, place: number): Computed<number> {
  if (!isComputed(beliefs)) return beliefs
  const own = beliefs[place]
  return own === undefined ? 0 : own.expectedLoss / (own.rate + own.expectedLoss)
}

function rateOf(
  conversions: number,
  exposure: number,
  noise: TestNoise['arms'][number] | undefined,
  repeatable: boolean,
): Pick<TestArm, 'rate' | 'perMille' | 'interval'> {
  if (!(exposure > 0)) return { rate: null, perMille: null, interval: null }
  const rate = conversions / exposure
  const interval = jeffreysInterval({ conversions, exposure, repeatable, level: LEVEL, ...noise })
  return { rate, perMille: rate * 1000, interval: { low: interval.low, high: interval.high, level: LEVEL } }
}

/** The arms of a read test, the control first. */
export function projectArms(facts: ArmFacts): TestArm[] {
  const { found, arms, reading, declared, shares, repeatable } = facts
  const [control] = arms
  const [noise] = measureTestNoise([arms], { hasDays: true })
  const read = (
    value: Computed<readonly number[]>,
    place: number,
    why: Record<string, string>,
    field: string,
  ) => {
    if (isComputed(value)) return value[place] ?? null
    why[field] = value.notComputed
    return null
  }
  return arms.map((arm, place): TestArm => {
    const { exposure, conversions } = cellTotals(arm.cells)
    const { why, ...compared } = comparison(
      reading.arms.find(({ id }) => id === arm.id),
      declared,
    )
    const rate = rateOf(conversions, exposure, noise?.arms[place], repeatable)
    if (rate.rate === null) why.rate = why.perMille = why.interval = NOT_SHOWN
    if (shares === null) why.designedShare = 'the split is free'
    const loss = lossOf(reading, place)
    if (!isComputed(loss)) why.expectedLoss = loss.notComputed
    const isControl = place === 0
    if (isControl) why.overlap = CONTROL
    return {
      arm: arm.id,
      control: isControl,
      keys: [...(found[place]?.keys ?? [])],
      days: new Set(arm.cells.filter((cell) => cell.exposure > 0).map(({ day }) => day)).size,
      impressions: exposure,
      conversions,
      ...rate,
      designedShare: shares?.[place] ?? null,
      ...compared,
      probabilityBest: read(reading.probabilityBest, place, why, 'probabilityBest'),
      expectedLoss: isComputed(loss) ? loss : null,
      advisedShare: read(reading.allocation, place, why, 'advisedShare'),
      overlap: isControl || control === undefined ? null : overlapWith(arm, control),
      notComputed: why,
    }
  })
}
