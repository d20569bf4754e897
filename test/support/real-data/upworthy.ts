import { countRows, csvText } from '../count-rows.ts'
import { sharedData } from '../shared-data.ts'
import type { Traffic } from './random-share.ts'

export interface UpworthyTest {
  readonly id: string
  /** In the weeks in which the archive's authors found that tests were not split at random. */
  readonly inBadWeeks: boolean
  readonly arms: readonly Traffic[]
}

const BAD_WEEKS = [201326, 201402] as const

/** The randomised headline tests in the order of their ids. */
export async function readUpworthy(): Promise<UpworthyTest[]> {
  const rows = await countRows(
    `SELECT clickability_test_id AS test, test_week AS week, impressions, clicks
     FROM ${csvText(sharedData('upworthy/upworthy_dev.csv'), ', max_line_size = 10000000')}
     ORDER BY test, impressions::BIGINT, clicks::BIGINT`,
  )
  const tests = new Map<string, { week: number; arms: Traffic[] }>()
  for (const { test, week, impressions, clicks } of rows) {
    const known = tests.get(test ?? '') ?? { week: Number(week), arms: [] }
    known.week = Math.min(known.week, Number(week))
    known.arms.push({ impressions: Number(impressions), clicks: Number(clicks) })
    tests.set(test ?? '', known)
  }
  return [...tests].map(([id, { week, arms }]) => ({
    id,
    inBadWeeks: week >= BAD_WEEKS[0] && week <= BAD_WEEKS[1],
    arms,
  }))
}
