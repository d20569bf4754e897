import { fixedHorizonReading, isComputed, type PairedCell, peekSafeReading } from '#stats/index.ts'
import { countRows, csvText } from '../count-rows.ts'
import { sharedData } from '../shared-data.ts'

/** One variant against its control: what each snapshot added. */
export interface AsosExperiment {
  readonly id: string
  readonly cells: readonly PairedCell[]
}

/** The running experiments with their binary metric; snapshots that take counts back are left out, theirs added to the next. */
export async function readAsos(): Promise<AsosExperiment[]> {
  const rows = await countRows(
    `SELECT experiment_id || '/' || variant_id AS id, count_c, count_t, mean_c, mean_t
     FROM ${csvText(sharedData('asos-experiments/asos_digital_experiments_dataset.csv'))}
     WHERE metric_id = '1' ORDER BY id, time_since_start::DOUBLE`,
  )
  return [...Map.groupBy(rows, ({ id }) => id ?? '')].map(([id, snapshots]) => {
    let before = { control: 0, treated: 0, converted: 0, treatedConverted: 0 }
    const cells: PairedCell[] = []
    for (const row of snapshots) {
      const control = Number(row.count_c)
      const treated = Number(row.count_t)
      const now = {
        control,
        treated,
        converted: Math.round(control * Number(row.mean_c)),
        treatedConverted: Math.round(treated * Number(row.mean_t)),
      }
      const cell = {
        firstConversions: now.treatedConverted - before.treatedConverted,
        secondConversions: now.converted - before.converted,
        firstExposure: now.treated - before.treated,
        secondExposure: now.control - before.control,
      }
      if (Object.values(cell).some((count) => count < 0)) continue
      cells.push(cell)
      before = now
    }
    return { id, cells }
  })
}

/** At which look, if at any, each way of reading an experiment first says that there is a difference. */
export interface FirstFinds {
  readonly looks: number
  readonly naive: number | null
  readonly peekSafe: number | null
  /** What one reading at the end says. */
  readonly atTheEnd: boolean
}

/** Reads an experiment after every snapshot. */
export function readOverTime({ cells }: AsosExperiment, lift: number): FirstFinds {
  let naive: number | null = null
  let peekSafe: number | null = null
  let atTheEnd = false
  cells.forEach((_, look) => {
    const seen = cells.slice(0, look + 1)
    const fixed = fixedHorizonReading(seen)
    atTheEnd = isComputed(fixed) && fixed.pValue < 0.05
    if (atTheEnd) naive ??= look
    if (peekSafeReading(seen, { lift }).eValue >= 20) peekSafe ??= look
  })
  return { looks: cells.length, naive, peekSafe, atTheEnd }
}
