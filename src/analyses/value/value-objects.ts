import { inSlices } from '#metrics/index.ts'
import type { BelievedFigure, ValueAnswer, ValueRow } from '#schema/answer/value-answer.ts'
import {
  type Believed,
  believedQuantile,
  type Computed,
  isComputed,
  jeffreysInterval,
  productQuantile,
  type ShrunkAmounts,
  shrinkAmounts,
} from '#stats/index.ts'
import { UNNAMED } from '../evidence/gather-evidence.ts'
import type { Amounts, ObjectValue } from './gather-value.ts'

const TAIL = 0.025
const CAUTIOUS = 0.1
const NOTHING: Amounts = { amount: 0, exposure: 0, cells: [], isKnown: false, reason: 'nobody reports it' }

/** What one side of every object is worth believing, by its key, or why it is not known. */
interface Side {
  readonly believed: ReadonlyMap<string, Believed>
  readonly all: Computed<ShrunkAmounts>
}

const isNamed = ({ key }: ObjectValue) => key !== UNNAMED.key

function believe(objects: readonly ObjectValue[], index: number, least: number): Side {
  const known = objects.filter((object) => {
    const side = object.sides[index]
    return side?.isKnown === true && side.exposure > 0 && isNamed(object)
  })
  const all = shrinkAmounts(
    known.map(({ sides }) => sides[index] ?? NOTHING),
    { least },
  )
  const believed = isComputed(all) ? all.objects : []
  return {
    all,
    believed: new Map(
      known.flatMap(({ key }, place) => {
        const own = believed[place]
        return own === undefined ? [] : [[key, own] as const]
      }),
    ),
  }
}

function figure(observed: number | null, scale: number, own: Believed): BelievedFigure {
  return {
    observed,
    believed: scale * own.mean,
    low: scale * believedQuantile(own, TAIL),
    high: scale * believedQuantile(own, 1 - TAIL),
  }
}

function ratio({ amount, exposure }: Amounts): number | null {
  return exposure > 0 ? amount / exposure : null
}

/** Why a side of an object is not computed. */
function reasonOf(object: ObjectValue, side: Amounts, { all }: Side): string {
  if (!isNamed(object)) return 'it names no object'
  if (!side.isKnown) return side.reason
  if (side.exposure === 0) return 'there is nothing to divide by'
  return isComputed(all) ? 'it was not computed' : all.notComputed
}

function retentionRow(day: number, side: Amounts): ValueRow['retention'][number] {
  const { amount, exposure, isKnown } = side
  if (!isKnown || exposure === 0 || amount > exposure)
    return { day, installs: null, rate: null, low: null, high: null }
  const { low, high } = jeffreysInterval({ conversions: amount, exposure, repeatable: false })
  return { day, installs: exposure, rate: amount / exposure, low, high }
}

interface Sorted {
  readonly row: Omit<ValueRow, 'rank'>
  readonly order: number | null
}

function readRow(object: ObjectValue, ipm: Side, value: Side, retentionDays: readonly number[]): Sorted {
  const [shown = NOTHING, earned = NOTHING, ...back] = object.sides
  const rate = ipm.believed.get(object.key)
  const worth = value.believed.get(object.key)
  const notComputed: Record<string, string> = {}
  if (rate === undefined) notComputed.ipm = reasonOf(object, shown, ipm)
  if (worth === undefined) notComputed.valuePerInstall = reasonOf(object, earned, value)
  if (rate === undefined || worth === undefined)
    notComputed.valuePerMille = notComputed.valuePerInstall ?? notComputed.ipm ?? ''
  const [seen, each] = [ratio(shown), ratio(earned)]
  back.forEach((side, index) => {
    const name = `retention_d${retentionDays[index]}`
    if (!side.isKnown || side.exposure === 0) notComputed[name] = side.reason || 'there are no installs'
    else if (side.amount > side.exposure) notComputed[name] = 'more users came back than installed'
  })
  const product =
    rate === undefined || worth === undefined ? null : (p: number) => 1000 * productQuantile(rate, worth, p)
  const row = {
    key: object.key,
    name: object.name,
    networks: [...object.networks],
    impressions: shown.isKnown ? shown.exposure : null,
    installs: shown.isKnown ? shown.amount : null,
    cohortInstalls: earned.isKnown ? earned.exposure : null,
    revenue: earned.isKnown ? earned.amount : null,
    ipm: rate === undefined ? null : figure(seen === null ? null : 1000 * seen, 1000, rate),
    valuePerInstall: worth === undefined ? null : figure(each, 1, worth),
    ownEvidence: worth?.weight ?? null,
    valuePerMille:
      product === null || rate === undefined || worth === undefined
        ? null
        : {
            observed: seen === null || each === null ? null : 1000 * seen * each,
            believed: 1000 * rate.mean * worth.mean,
            low: product(TAIL),
            high: product(1 - TAIL),
          },
    retention: back.map((side, index) => retentionRow(retentionDays[index] ?? 0, side)),
    notComputed,
  }
  return { row, order: product === null ? null : product(CAUTIOUS) }
}

/** Objects by what a thousand of their impressions are surely worth: the tenth percentile of IPM × value per install. */
export async function valueObjects(
  objects: readonly ObjectValue[],
  retentionDays: readonly number[],
): Promise<Pick<ValueAnswer, 'rows' | 'typical'>> {
  const ipm = believe(objects, 0, 1)
  const value = believe(objects, 1, 0)
  const read = await inSlices(objects, (object) => readRow(object, ipm, value, retentionDays))
  const sorted = read.toSorted((one, other) => {
    if (one.order !== null && other.order !== null) return other.order - one.order
    if (one.order !== null || other.order !== null) return one.order === null ? 1 : -1
    return (other.row.impressions ?? 0) - (one.row.impressions ?? 0)
  })
  return {
    rows: sorted.map(({ row, order }, index) => ({ rank: order === null ? null : index + 1, ...row })),
    typical: {
      ipm: isComputed(ipm.all) ? 1000 * ipm.all.mean : null,
      valuePerInstall: isComputed(value.all) ? value.all.mean : null,
      variation: isComputed(value.all) ? value.all.cv : null,
    },
  }
}
