import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type CheckedTest, TestCheckAnswer } from '#schema/answer/test-check-answer.ts'
import { temporaryProject } from '../../../test/support/temporary-project.ts'
import { testCheck } from './test-check.ts'
import { saveUpload } from './uploads.ts'

const folder = temporaryProject()
afterAll(() => folder.remove())

let written = 0
async function check(text: string, input: object = {}): Promise<TestCheckAnswer> {
  const arms = folder.write(`arms-${written++}.csv`, text)
  return TestCheckAnswer.parse(await testCheck.run(null, { arms, ...input }, { localFiles: true }))
}

function only({ tests }: TestCheckAnswer): CheckedTest {
  const [first] = tests
  if (first === undefined || tests.length > 1) throw new Error(`${tests.length} tests`)
  return first
}

const checkOne = async (rows: readonly string[], input: object = {}) =>
  only(await check(`test,arm,impressions,conversions\n${rows.join('\n')}\n`, input))

const codes = ({ reasons }: CheckedTest) => reasons.map(({ code }) => code)
const noteCodes = ({ notes }: { notes: readonly { code: string }[] }) => notes.map(({ code }) => code)

/** Days of two arms with the same counts every day. */
function daily(days: number, a: string, b: string): string {
  const rows = Array.from({ length: days }, (_, day) => {
    const date = `2026-05-${String(day + 1).padStart(2, '0')}`
    return `t,A,${a},${date}\nt,B,${b},${date}`
  })
  return `test,arm,impressions,conversions,date\n${rows.join('\n')}\n`
}

describe('a table without days', () => {
  test('names a winner, whichever row it stands in, and says that it was read once', async () => {
    const answer = await check(
      'test,arm,impressions,conversions\nt,A,10000,82\nt,B,10000,145\nu,C,10000,145\nu,D,10000,82\n',
    )
    expect(answer.tests.map(({ verdict, winner }) => [verdict, winner])).toEqual([
      ['winner', 'B'],
      ['winner', 'C'],
    ])
    expect(noteCodes(answer)).toEqual(
      expect.arrayContaining(['no_days', 'assumed_dispersion', 'assumed_equal_split', 'learnt_spread']),
    )
  })

  test('gives each arm its numbers', async () => {
    const { arms, sampleRatio, days } = await checkOne(['t,A,1000,5', 't,B,1000,9'], { dispersion: 1 })
    expect(arms[0]?.rate).toBe(0.005)
    expect(arms[0]?.interval?.low).toBeCloseTo(0.00191, 5)
    expect(arms[0]?.interval?.high).toBeCloseTo(0.01096, 5)
    expect(arms.reduce((sum, arm) => sum + (arm.probabilityBest ?? 0), 0)).toBeCloseTo(1, 9)
    expect(arms[0]?.shrunk).toBeGreaterThan(0.005)
    expect(arms[1]?.shrunk).toBeLessThan(0.009)
    expect(sampleRatio).toMatchObject({ p: 1, flagged: false, basis: 'counts' })
    expect(days).toBeNull()
  })

  test('takes each row for an arm and numbers the names that repeat', async () => {
    const one = await checkOne(['t,A,1000,5', 't,A,1000,9', 't,A,1000,7', 't,A (2),1000,7'])
    expect(one.arms.map(({ arm }) => arm)).toEqual(['A', 'A (3)', 'A (4)', 'A (2)'])
    expect(noteCodes(one)).toContain('repeated_arms')
  })

  test('flags a split that is not the designed one', async () => {
    const one = await checkOne(['t,A,10000,82', 't,B,9000,145'])
    expect(one).toMatchObject({ verdict: 'invalid', sampleRatio: { flagged: true } })
    expect(codes(one)).toContain('split_not_as_designed')
    const designed = await check(
      'test,arm,impressions,conversions,designed_share\nt,A,10000,82,10\nt,B,9000,145,9\n',
    )
    expect(designed.tests[0]).toMatchObject({ verdict: 'winner', sampleRatio: { p: 1, flagged: false } })
    expect(noteCodes(designed)).not.toContain('assumed_equal_split')
  })

  test('adds the rows of one arm over strata', async () => {
    const { tests } = await check(
      'test,arm,impressions,conversions,stratum\nt,A,90000,900,p\nt,A,10000,500,q\nt,B,20000,180,p\nt,B,80000,3600,q\n',
    )
    expect(tests[0]?.arms.map(({ impressions, conversions }) => [impressions, conversions])).toEqual([
      [100_000, 1400],
      [100_000, 3780],
    ])
    const [a, b] = tests[0]?.arms ?? []
    expect((a?.shrunk ?? 0) / (b?.shrunk ?? 1)).toBeGreaterThan(1)
  })
})

describe('a table with days', () => {
  test('is read peek-safe, and no sooner than after seven days', async () => {
    const short = await check(daily(6, '10000,82', '10000,145'))
    expect(short.tests[0]).toMatchObject({ verdict: 'keep_running', days: 6 })
    expect(codes(only(short))).toEqual(['minimum_run', 'beats_every_arm'])
    const long = await check(daily(7, '10000,82', '10000,145'))
    expect(long.tests[0]).toMatchObject({ verdict: 'winner', winner: 'B', days: 7 })
    expect(noteCodes(long)).not.toContain('no_days')
  })

  test('says how many more days it takes', async () => {
    const { tests } = await check(daily(8, '1000,10', '1000,11'))
    expect(tests[0]?.reasons[0]?.message).toMatch(/about \d+ more days at this pace/)
  })

  test('finds arms alike', async () => {
    const { tests } = await check(daily(20, '1000000,10000', '1000000,10000'))
    expect(tests[0]).toMatchObject({ verdict: 'no_meaningful_difference', winner: null })
  })

  test('checks each period of a changed split', async () => {
    const rows = Array.from({ length: 10 }, (_, day) => {
      const share = day < 5 ? [1, 1, 1000, 1000] : [1, 3, 500, 1500]
      const date = `2026-05-${String(day + 1).padStart(2, '0')}`
      return `t,A,${share[2]},10,${date},${share[0]}\nt,B,${share[3]},12,${date},${share[1]}`
    })
    const answer = await check(`test,arm,impressions,conversions,date,designed_share\n${rows.join('\n')}\n`)
    expect(only(answer).sampleRatio.flagged).toBe(false)
    expect(noteCodes(only(answer))).toContain('changed_split')
  })

  test('says when arms never ran together', async () => {
    const { tests } = await check(
      'test,arm,impressions,conversions,date\nt,A,1000,10,2026-05-01\nt,B,1000,10,2026-05-02\n',
    )
    expect(tests[0]?.verdict).toBe('invalid')
    expect(tests[0]?.arms[0]?.notComputed.shrunk).toMatch(/share no day/)
  })
})

describe('counts that cannot be', () => {
  test.each([
    [['t,A,-5,1', 't,B,100,2'], 'negative_counts'],
    [['t,A,abc,1', 't,B,100,2'], 'invalid_counts'],
    [['t,A,100,NaN', 't,B,100,2'], 'invalid_counts'],
    [['t,A,,1', 't,B,100,2'], 'missing_counts'],
    [['t,A,10,20', 't,B,100,2'], 'conversions_above_impressions'],
    [['t,A,0,5', 't,B,100,2'], 'conversions_without_exposure'],
    [['t,A,100,5'], 'only_one_arm'],
    [['t,A,0,0', 't,B,0,0'], 'nothing_shown'],
    [['t,A,100,5', 't,B,0,0'], 'never_shown'],
  ])('%j make the test invalid: %s', async (rows, code) => {
    const one = await checkOne(rows)
    expect(one.verdict).toBe('invalid')
    expect(codes(one)).toContain(code)
    for (const arm of one.arms) {
      for (const field of ['rate', 'interval', 'shrunk', 'probabilityBest', 'expectedLoss'] as const)
        if (arm[field] === null) expect(arm.notComputed[field]).toBeTruthy()
    }
  })

  test('nothing converted yet is no fault', async () => {
    const one = await checkOne(['t,A,1000,0', 't,B,1000,0'])
    expect([one.verdict, ...codes(one)]).toEqual(['keep_running', 'no_conversions'])
    expect(one.arms[0]).toMatchObject({ rate: 0, shrunk: null })
  })

  test('an impression may convert twice when that is said', async () => {
    const one = await checkOne(['t,A,100,200', 't,B,100,2'], { repeatable: true })
    expect(one).toMatchObject({ verdict: 'winner', winner: 'A' })
  })

  test.each([
    ['1', '0'],
    ['1', '1'],
    ['1e12', '1e12'],
    ['1000000000000', '3'],
    ['1000', '10.25'],
  ])('%s impressions with %s conversions give numbers', async (impressions, conversions) => {
    const one = await checkOne([`t,A,${impressions},${conversions}`, `t,B,${impressions},1`])
    for (const arm of one.arms) expect(arm.probabilityBest).toBeGreaterThanOrEqual(0)
  })
})

describe('files', () => {
  test('need their columns, by name or mapping', async () => {
    await expect(check('experiment,arm,impressions,clicks\nt,A,1,1\n')).rejects.toMatchObject({
      code: 'input_refused',
      message: expect.stringMatching(/has no column test, conversions/),
    })
    const mapped = await check('Experiment;Variant;Shown;Installs\nt;A;1.000;5\nt;B;1.000;9,5\n', {
      map: { test: 'Experiment', arm: 'variant', impressions: 'Shown', conversions: 'Installs' },
    })
    expect(mapped.tests[0]?.arms.map(({ impressions, conversions }) => [impressions, conversions])).toEqual([
      [1000, 5],
      [1000, 9.5],
    ])
    expect(noteCodes(mapped)).toContain('fractional_conversions')
    const text = 'test,arm,impressions,conversions\nt,A,1,1\n'
    await expect(check(text, { map: { arms: 'arm' } })).rejects.toThrow(/did you mean arm\?/)
    await expect(check(text, { map: { arm: 'armm' } })).rejects.toThrow(
      /no column armm \(did you mean arm\?\)/,
    )
    await expect(check('test,arm,impressions,conversions\n')).rejects.toMatchObject({ code: 'input_refused' })
    await expect(testCheck.run(null, {}, { localFiles: true })).rejects.toMatchObject({ code: 'usage' })
  })

  test('come by upload over HTTP, never by path', async () => {
    const uploads = join(folder.path, 'uploads')
    mkdirSync(uploads)
    const text = 'test,arm,impressions,conversions\nt,A,10000,82\nt,B,10000,145\n'
    const { upload } = await saveUpload(uploads, 'arms.csv', new Blob([text]).stream(), 1e6)
    const answer = await testCheck.run(null, { uploads: [upload] }, { localFiles: false, uploads })
    expect(TestCheckAnswer.parse(answer).tests[0]?.winner).toBe('B')
    const path = folder.write('arms.csv', text)
    await expect(testCheck.run(null, { arms: path }, { localFiles: false, uploads })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('leave nothing beside them', async () => {
    const place = join(folder.path, 'alone')
    mkdirSync(place)
    writeFileSync(join(place, 'arms.csv'), 'test,arm,impressions,conversions\nt,A,1000,5\nt,B,1000,9\n')
    await testCheck.run(null, { arms: join(place, 'arms.csv') }, { localFiles: true })
    expect(readdirSync(place)).toEqual(['arms.csv'])
  })

  test('are presented as text, thousands of tests as counts', async () => {
    const rows = Array.from({ length: 30 }, (_, t) => `t${t},A,1000,5\nt${t},B,1000,9`)
    const answer = await check(`test,arm,impressions,conversions\n${rows.join('\n')}\n`)
    const text = JSON.stringify(testCheck.present(answer))
    expect(text).toContain('t19: keep running')
    expect(text).not.toContain('t20:')
    expect(text).toContain('The first 20 of 30 tests were shown')
  })
})
