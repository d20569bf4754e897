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

  test('fractions are accepted with a note', async () => {
    const answer = await check('test,arm,impressions,conversions\nt,A,1000,10.25\nt,B,1000,9\n')
    expect(only(answer).verdict).toBe('keep_running')
    expect(noteCodes(answer)).toContain('fractional_conversions')
    expect(
      noteCodes(await check('test,arm,impressions,conversions\nt,A,1000,10\nt,B,1000,9\n')),
    ).not.toContain('fractional_conversions')
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
    ['1', '0.5'],
  ])('%s impressions with %s conversions give numbers', async (impressions, conversions) => {
    const one = await checkOne([`t,A,${impressions},${conversions}`, `t,B,${impressions},1`])
    for (const arm of one.arms) expect(arm.probabilityBest).toBeGreaterThanOrEqual(0)
  })
})

/** Rows of several arms by day: `[arm, impressions, conversions, ...]` for days of May. */
function byDay(
  header: string,
  rows: readonly (readonly [string, number, number, ...string[]])[],
  days: readonly number[],
) {
  const lines = days.flatMap((day) =>
    rows.map(([arm, impressions, conversions, ...rest]) =>
      ['t', arm, impressions, conversions, `2026-05-${String(day).padStart(2, '0')}`, ...rest].join(','),
    ),
  )
  return [`test,arm,impressions,conversions,date${header}`, ...lines].join('\n')
}
const MAY = Array.from({ length: 14 }, (_, k) => k + 1)

describe('where arms ran', () => {
  test('arms of different days are told by name', async () => {
    const [first = '', ...rest] = byDay(
      '',
      [
        ['A', 1000, 10],
        ['B', 1000, 12],
      ],
      MAY.slice(0, 8),
    ).split('\n')
    const apart = byDay('', [['C', 1000, 15]], [20, 21])
      .split('\n')
      .slice(1)
    const one = only(await check([first, ...rest, ...apart].join('\n')))
    expect([one.verdict, ...codes(one).slice(0, 1)]).toEqual(['invalid', 'no_overlap'])
    expect(one.reasons[0]?.message).toMatch(/^C shared no day with the other arms/)
    expect(one.arms[2]?.notComputed.probabilityBest).toBeTruthy()
  })

  test('strata with a single arm are told and say nothing', async () => {
    const text =
      'test,arm,impressions,conversions,stratum\nt,A,9000,90,p\nt,B,9000,95,p\nt,A,500,50,q\nt,B,500,48,q\nt,B,400,90,r\n'
    const one = only(await check(text, { design: 'platform' }))
    expect(noteCodes(one)).toContain('single_arm_strata')
    expect(one.notes.find(({ code }) => code === 'single_arm_strata')?.message).toContain('1 of 3 strata')
    const alone = only(await check('test,arm,impressions,conversions,stratum\nt,A,9,1,p\nt,B,9,1,q\n'))
    expect(codes(alone)).toContain('no_overlap')
  })

  test('days before the test and exploration are left out, and said', async () => {
    const early = byDay(
      '',
      [
        ['A', 1000, 10],
        ['B', 1000, 300],
      ],
      [1, 2, 3],
    )
    const later = byDay(
      '',
      [
        ['A', 1000, 10],
        ['B', 1000, 10],
      ],
      MAY.slice(3),
    )
      .split('\n')
      .slice(1)
    const text = [early, ...later].join('\n')
    const whole = only(await check(text))
    const cut = only(await check(text, { start: '2026-05-04' }))
    const learnt = only(await check(text, { exploration: '3' }))
    expect(whole.arms[1]?.rate).toBeGreaterThan(0.05)
    expect([cut.days, cut.arms[1]?.rate, noteCodes(cut)]).toEqual([11, 0.01, ['before_test']])
    expect([learnt.days, learnt.arms[1]?.rate, noteCodes(learnt)]).toEqual([11, 0.01, ['exploration_cut']])
    const gone = only(await check(text, { start: '2026-07-01' }))
    expect([gone.verdict, ...codes(gone)]).toEqual(['invalid', 'nothing_shown'])
    expect(gone.arms[0]).toMatchObject({ impressions: 0, rate: null })
    await expect(
      check('test,arm,impressions,conversions\nt,A,9,1\n', { exploration: 2 }),
    ).rejects.toMatchObject({
      code: 'usage',
    })
  })

  test('an arm that joined late has not run long enough', async () => {
    const both = byDay(
      ',designed_share',
      [
        ['A', 20_000, 200, '1'],
        ['B', 20_000, 400, '1'],
      ],
      [12, 13, 14],
    )
    const alone = byDay(',designed_share', [['A', 20_000, 200, '1']], MAY.slice(0, 11))
      .split('\n')
      .slice(1)
    const one = only(await check([both, ...alone].join('\n'), { design: 'observational' }))
    expect([one.verdict, one.days]).toEqual(['keep_running', 14])
    expect(one.reasons[0]).toMatchObject({ code: 'minimum_run' })
    expect(one.reasons[0]?.message).toContain('on 3 of at least 7 days')
  })

  test('a share that only some rows name is not believed', async () => {
    const one = only(
      await check('test,arm,impressions,conversions,designed_share\nt,A,1000,5,0.9\nt,B,1000,9,\n'),
    )
    expect(noteCodes(one)).toContain('incomplete_shares')
    expect(one.sampleRatio).toMatchObject({ p: 1, flagged: false })
  })
})

describe('who decided who sees which arm', () => {
  const rows = 't,A,10000,82\nt,B,10000,145\n'

  test('decides whether an arm may have won', async () => {
    const head = 'test,arm,impressions,conversions\n'
    const equal = await check(head + rows)
    expect(only(equal)).toMatchObject({ design: 'equal', verdict: 'winner', winner: 'B', ahead: null })
    expect(only(equal).reasons[0]?.message).toMatch(/^B won/)
    const network = await check(head + rows, { design: 'observational' })
    expect(only(network)).toMatchObject({
      verdict: 'ahead',
      winner: null,
      ahead: 'B',
      design: 'observational',
    })
    expect(only(network).reasons[0]).toMatchObject({ code: 'ahead_of_every_arm' })
    expect(only(network).sampleRatio).toMatchObject({ p: null, flagged: false })
    expect(only(network).sampleRatio.notComputed.p).toMatch(/no split was designed/)
    expect(noteCodes(network)).toContain('observational')
  })

  test('is read from designed shares, and said', async () => {
    const answer = await check(
      'test,arm,impressions,conversions,designed_share\nt,A,10000,82,2\nt,B,5000,80,1\n',
    )
    expect(only(answer)).toMatchObject({ design: 'platform', verdict: 'winner' })
    expect(noteCodes(answer)).toContain('design_from_shares')
    const even = await check(
      'test,arm,impressions,conversions,designed_share\nt,A,10000,82,1\nt,B,10000,145,1\n',
    )
    expect([only(even).design, noteCodes(even).includes('design_from_shares')]).toEqual(['equal', false])
  })

  test('users show a broken split that impressions hide', async () => {
    const healthy = byDay(
      ',users',
      [
        ['A', 9000, 90, '1000'],
        ['B', 12_000, 120, '1000'],
      ],
      MAY,
    )
    const one = only(await check(healthy))
    expect(one.sampleRatio).toMatchObject({ basis: 'users', flagged: false })
    const broken = byDay(
      ',users',
      [
        ['A', 9000, 90, '1000'],
        ['B', 9000, 120, '1200'],
      ],
      MAY,
    )
    const two = only(await check(broken))
    expect(two).toMatchObject({ verdict: 'invalid', sampleRatio: { basis: 'users', flagged: true } })
    expect(two.sampleRatio.logEvidence).toBeGreaterThan(Math.log(1000))
    expect(two.reasons[0]?.message).toMatch(/^Users were not split .* to 1, and 1\u2009000 is enough\./)
    expect(two.reasons[0]?.message).toMatch(/^Users were not split/)
    const bad = await check('test,arm,impressions,conversions,users\nt,A,10,1,-3\nt,B,10,1,4\n')
    expect(codes(only(bad))).toContain('negative_counts')
  })
})

describe('factors', () => {
  const rows = [
    ['A', 'Fast', 'Cat', 500],
    ['B', 'Fast', 'Dog', 600],
    ['C', 'Free', 'Cat', 750],
  ] as const
  const table = (columns: string) =>
    `test,arm,impressions,conversions,${columns}\n${rows.map(([arm, h, i, c]) => `t,${arm},20000,${c},${h},${i}`).join('\n')}\n`

  test('give effects, interactions, the best and untried combinations', async () => {
    const { factors } = await check(table('headline,image'), { factor: ['headline', 'image'] })
    if (factors === undefined) throw new Error('no factors')
    expect(factors.factors).toEqual(['headline', 'image'])
    expect(factors.effects?.map(({ level }) => level)).toEqual(['Fast', 'Free', 'Cat', 'Dog'])
    expect(factors.effects?.find(({ level }) => level === 'Free')?.ratio).toBeGreaterThan(1.05)
    expect(factors.best).toMatchObject({ levels: ['Free', 'Dog'], tried: false })
    expect(factors.untried?.map(({ levels }) => levels)).toEqual([['Free', 'Dog']])
    expect(factors.interactions?.[0]).toMatchObject({ pairs: null })
    expect(factors.interactions?.[0]?.notComputed.pairs).toBeTruthy()
    const text = JSON.stringify(
      testCheck.present(await check(table('headline,image'), { factor: 'headline' })),
    )
    expect(text).toContain('Factors: headline')
  })

  test('are taken from columns called factor.NAME, and only when there are any', async () => {
    expect((await check(table('factor.headline,factor.image'))).factors?.factors).toEqual([
      'headline',
      'image',
    ])
    expect((await check(table('headline,image'))).factors).toBeUndefined()
    await expect(check(table('headline,image'), { factor: 'headlin' })).rejects.toThrow(
      /did you mean headline/,
    )
  })

  test('say why nothing can be told', async () => {
    const { factors } = await check(
      'test,arm,impressions,conversions,factor.page\nt,A,100,5,x\nt,B,100,5,x\n',
    )
    expect(factors).toMatchObject({ effects: null, best: null })
    expect(factors?.notComputed.best).toMatch(/no factor has two levels/)
    const partly = await check(
      'test,arm,impressions,conversions,factor.page,factor.cta\nt,A,1000,50,x,1\nt,B,1000,50,y,2\nt,C,1000,50,,2\n',
    )
    expect(noteCodes({ notes: partly.factors?.notes ?? [] })).toEqual([
      'factors_go_together',
      'aliased_factors',
      'arms_without_level',
    ])
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
