import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FatigueAnswer } from '#schema/answer/fatigue-answer.ts'
import { countRows, csvText } from '../support/count-rows.ts'
import { requirement } from '../support/requirement.ts'
import { runPermille } from '../support/run-permille.ts'
import { sharedData } from '../support/shared-data.ts'
import { temporaryProject } from '../support/temporary-project.ts'

requirement('shared-data').describe('a Facebook campaign in Brazil, 86 days', () => {
  test('wore out: IPM from 34.5 to 12.5, said in its second week', async () => {
    const rows = await countRows(
      `SELECT date, round(1000 * spend::DOUBLE / cpm::DOUBLE) AS impressions, paid_downloads AS conversions, spend
       FROM ${csvText(sharedData('ios-app-facebook-brazil-2014/ad_data_clean.csv'))} ORDER BY date`,
    )
    const folder = temporaryProject()
    try {
      const lines = rows.map(({ date, impressions, conversions, spend }) =>
        [date, impressions, conversions, spend].join(),
      )
      writeFileSync(
        join(folder.path, 'days.csv'),
        ['date,impressions,conversions,spend', ...lines].join('\n'),
      )
      const { stdout, stderr } = await runPermille(['fatigue', '--series', 'days.csv', '--json'], {
        cwd: folder.path,
      })
      if (stdout === '') throw new Error(stderr)
      const { series } = FatigueAnswer.parse(JSON.parse(stdout))
      expect(series).toHaveLength(1)
      const [campaign] = series
      expect(campaign?.state).toBe('fatiguing')
      expect(campaign?.conversions).toBe(121_465)
      expect(campaign?.alarmed).toMatch(/^2014-10-1/)
      expect(campaign?.decline.estimate).toBeGreaterThan(0.25)
      expect(campaign?.sinceBaseline.low).toBeGreaterThan(0.45)
      expect(campaign?.forecast.halfLife).toBeGreaterThan(30)
    } finally {
      folder.remove()
    }
  })
})
