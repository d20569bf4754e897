import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { TestCheckAnswer } from '#schema/answer/test-check-answer.ts'
import { countRows, csvText } from '../support/count-rows.ts'
import { requirement } from '../support/requirement.ts'
import { runPermille } from '../support/run-permille.ts'
import { sharedData } from '../support/shared-data.ts'
import { temporaryProject } from '../support/temporary-project.ts'

// Published: keep the gate at level 30; 44.82 against 44.23 % after a day (p 0.07), 19.02 against 18.20 % after a week (p 0.002).
requirement('shared-data').describe('90,189 players of Cookie Cats', () => {
  test('come back as published, and the same gate wins', async () => {
    const rows = await countRows(
      `SELECT day, version, count(*) AS players, count(*) FILTER (came_back = 'TRUE') AS returned
       FROM (UNPIVOT ${csvText(sharedData('cookie-cats/cookie_cats.csv'))}
         ON retention_1, retention_7 INTO NAME day VALUE came_back)
       GROUP BY ALL ORDER BY ALL`,
    )
    const folder = temporaryProject()
    try {
      const lines = rows.map(({ day, version, players, returned }) =>
        [day, version, players, returned].join(),
      )
      writeFileSync(join(folder.path, 'arms.csv'), ['test,arm,impressions,conversions', ...lines].join('\n'))
      const { stdout, stderr } = await runPermille(
        ['test', 'check', '--arms', 'arms.csv', '--dispersion', '1', '--json'],
        { cwd: folder.path },
      )
      if (stdout === '') throw new Error(stderr)
      const { tests } = TestCheckAnswer.parse(JSON.parse(stdout))
      const rates = tests.map(({ arms }) => arms.map(({ rate }) => ((rate ?? 0) * 100).toFixed(2)))
      expect(rates).toEqual([
        ['44.82', '44.23'],
        ['19.02', '18.20'],
      ])
      const [day, week] = tests
      expect(day?.winner).toBeNull()
      expect(week?.winner).toBe('gate_30')
      expect(day?.sampleRatio.p).toBeCloseTo(0.0086, 4)
      expect(day?.sampleRatio.flagged).toBe(false)
    } finally {
      folder.remove()
    }
  })
})
