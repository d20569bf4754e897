import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestCheckAnswer } from '#schema/answer/test-check-answer.ts'
import { readUpworthy } from '../support/real-data/upworthy.ts'
import { requirement } from '../support/requirement.ts'
import { runPermille } from '../support/run-permille.ts'
import { sharedData } from '../support/shared-data.ts'
import { type TemporaryProject, temporaryProject } from '../support/temporary-project.ts'

requirement('shared-data').describe('2,486 headline tests of Upworthy', () => {
  const path = sharedData('upworthy/upworthy_dev.csv')
  const map = ['--map', 'test=clickability_test_id', '--map', 'arm=headline', '--map', 'conversions=clicks']
  let folder: TemporaryProject
  let answer: TestCheckAnswer

  beforeAll(async () => {
    folder = temporaryProject()
    const { stdout, stderr } = await runPermille(['test', 'check', '--arms', path, ...map, '--json'], {
      cwd: folder.path,
    })
    if (stdout === '') throw new Error(stderr)
    answer = TestCheckAnswer.parse(JSON.parse(stdout))
  })
  afterAll(() => folder.remove())

  test('are read whole, without a project', () => {
    expect(answer.tests).toHaveLength(2486)
    expect(answer.tests.flatMap(({ arms }) => arms)).toHaveLength(11_582)
    expect(readdirSync(folder.path)).toEqual([])
  })

  test('are flagged by sample ratio in the published bad weeks, and hardly elsewhere', async () => {
    const bad = new Set((await readUpworthy()).flatMap(({ id, inBadWeeks }) => (inBadWeeks ? [id] : [])))
    const flagged = (inBadWeeks: boolean) => {
      const tests = answer.tests.filter(({ test: id }) => bad.has(id) === inBadWeeks)
      return tests.filter(({ sampleRatio }) => sampleRatio.flagged).length / tests.length
    }
    process.stderr.write(
      `sample ratio flagged: ${(100 * flagged(true)).toFixed(1)} % of the bad weeks, ${(100 * flagged(false)).toFixed(1)} % of the rest\n`,
    )
    expect(flagged(true)).toBeGreaterThan(0.6)
    expect(flagged(false)).toBeLessThan(0.02)
  })

  test('give every arm numbers or a reason', () => {
    for (const { arms, reasons } of answer.tests) {
      expect(reasons.length).toBeGreaterThan(0)
      const probability = arms.reduce((sum, arm) => sum + (arm.probabilityBest ?? 0), 0)
      expect(Math.abs(probability - 1)).toBeLessThan(1e-6)
    }
  })
})
