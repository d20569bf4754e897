import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { stringify } from 'yaml'
import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import { addDays, earlierDay, laterDay, WEEKDAYS } from '#schema/day.ts'
import { type OpenProject, openProject } from '../../test/support/open-project.ts'
import { storeSetting } from '../../test/support/store-setting.ts'
import { condition, passes, typed } from './random-conditions.test-support.ts'
import { BASE, evaluate, METRICS } from './random-metrics.test-support.ts'
import { aliasOf, countedBy, ONE, type Policy, policy, settingsOf } from './random-policies.test-support.ts'
import { csv, DAYS, MAP, OWN_MAP, type Row, rows } from './random-rows.test-support.ts'

type Dimension = 'day' | 'week' | 'month' | 'network' | 'campaign' | 'country' | 'app'

const question = fc.record({
  metrics: fc.uniqueArray(fc.constantFrom(...Object.keys(METRICS)), { minLength: 1, maxLength: 5 }),
  grain: fc.constantFrom('day', 'week', 'month', 'total'),
  by: fc.uniqueArray(fc.constantFrom<Dimension[]>('network', 'campaign', 'country', 'app'), {
    maxLength: 3,
  }),
  range: fc.option(fc.tuple(fc.constantFrom(...DAYS), fc.constantFrom(...DAYS))),
  where: fc.array(condition, { maxLength: 2 }),
  having: fc.option(
    fc.record({
      metric: fc.constantFrom('impressions', 'ctr', 'margin'),
      least: fc.constantFrom(0, 0.02, 300),
    }),
  ),
  maturity: fc.constantFrom('include', 'mark', 'exclude'),
})
type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never

function weekOf(day: string, firstWeekday: number): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return addDays(day, -((weekday - firstWeekday + 7) % 7))
}

/** A campaign is an object of its network: two networks' campaigns of one name stay apart, unless somebody says they are one. */
function keyOf(row: Row, dimension: Dimension, firstWeekday: number): string | null {
  if (dimension === 'campaign' && row.campaign === ONE.campaign) return ONE.campaign
  if (dimension === 'campaign') return `${row.network}:${row.campaign}`.toLowerCase()
  if (dimension === 'week') return weekOf(row.day, firstWeekday)
  return dimension === 'month' ? `${row.day.slice(0, 8)}01` : row[dimension]
}

const grainsOf = ({ grain }: Question): Dimension[] =>
  grain === 'day' || grain === 'week' || grain === 'month' ? [grain] : []

/** Rows of days that count: of a network all of whose days may change, every day does. */
function countedRows(all: readonly Row[], asked: Question, provisionalFrom: string): readonly Row[] {
  const [from = '0000', to = '9999'] = (asked.range ?? []).toSorted()
  const inRange = all.filter(({ day }) => from <= day && day <= to)
  if (asked.maturity !== 'exclude') return inRange
  const first = new Map<string, string>()
  for (const { network, day } of all) {
    const known = first.get(network) ?? day
    first.set(network, earlierDay(known, day))
  }
  const isSettled = (network: string) => {
    const covered = first.get(network) ?? from
    return laterDay(covered, from) < provisionalFrom
  }
  return inRange.filter(({ day, network }) => day < provisionalFrom || !isSettled(network))
}

type Counted = ReturnType<typeof countedBy>
const asLanded = (all: readonly Row[]): Counted => ({ rows: all, appOf: (name) => name })

/** The answer by plain arithmetic: keep, group, add up, divide. */
function naive(
  { rows: all, appOf }: Counted,
  asked: Question,
  provisionalFrom: string,
  firstWeekday: number,
) {
  const { metrics, where, having } = asked
  const by = [...grainsOf(asked), ...asked.by]
  const kept = countedRows(all, asked, provisionalFrom).filter((row) =>
    where.every((one) => passes(row, one, appOf)),
  )
  const groups = Map.groupBy(kept, (row) =>
    JSON.stringify(by.map((dimension) => keyOf(row, dimension, firstWeekday))),
  )
  const answered = [...groups].flatMap(([key, members]) => {
    const own = having === null ? 0 : evaluate(members, having.metric)
    if (having !== null && (own === null || own < having.least)) return []
    return [[key, metrics.map((metric) => evaluate(members, metric))] as const]
  })
  return { rows: new Map(answered), totals: metrics.map((metric) => evaluate(kept, metric)) }
}

function expectClose(
  found: readonly (number | null)[],
  expected: readonly (number | null)[],
  asked: unknown,
): void {
  const about = JSON.stringify(asked)
  expect(
    found.map((value) => value === null),
    about,
  ).toEqual(expected.map((value) => value === null))
  for (const [index, value] of expected.entries()) {
    if (value !== null) expect(found[index], about).toBeCloseTo(value, 6)
  }
}

function keyOfAnswer(row: QueryAnswer['rows'][number], dimension: Dimension) {
  if (dimension === 'campaign' && row.campaign !== ONE.campaign) return row.campaign_key ?? null
  return row[dimension] ?? null
}

const numberOf = (cell: string | number | boolean | null | undefined) =>
  typeof cell === 'number' ? cell : null

function inputOf({ metrics, grain, by, range, where, having, maturity }: Question) {
  const [from, to] = (range ?? []).toSorted()
  const texts = where.map(typed)
  const least = having === null ? [] : [`${having.metric} >= ${having.least}`]
  return {
    metrics,
    by,
    grain,
    maturity,
    ...(from === undefined || to === undefined ? {} : { from, to }),
    where: texts.length === 0 ? least : [[...texts.map((text) => `(${text})`), ...least].join(' and ')],
  }
}

/** Vungle's numbers change for seven days. */
const REFETCH_DAYS = 7

async function openRandom(
  all: readonly Row[],
  weekStart: string,
  importedOn: string,
  said: Policy | null = null,
) {
  const settings = said === null ? '' : stringify(settingsOf(said))
  const project = await openProject(`${BASE}weekStart: ${weekStart}\n${settings}`)
  vi.useFakeTimers({ now: new Date(`${importedOn}T12:00:00Z`), toFake: ['Date'] })
  const report = await project.importText('rows.csv', csv(all), { map: MAP, source: 'vungle' })
  vi.useRealTimers()
  expect(report.rows.stored).toBe(all.length)
  return project
}

/** Lands who else counts installs, and puts together what is to be one; the rows as they count then. */
async function decide(project: OpenProject, all: readonly Row[], said: Policy): Promise<Counted> {
  const own = await project.importText('own.csv', csv(all), { map: OWN_MAP, source: 'server' })
  expect(own.rows.stored).toBe(all.length)
  const known = [...new Set(all.flatMap(({ app }) => (app === null ? [] : [aliasOf(said, app)])))]
  const apps = said.mergesApps && known.length > 1 ? known.slice(0, 2) : []
  if (apps.length > 0) await project.ask('matches-merge', { level: 'app', objects: apps, name: ONE.app })
  const { rows: named } = await project.query({ metrics: 'impressions', by: 'campaign' })
  const keys = named.map((row) => String(row.campaign_key))
  const campaigns = said.mergesCampaigns && keys.length > 1 ? keys.slice(0, 2) : []
  if (campaigns.length > 0) await project.ask('matches-merge', { objects: campaigns, name: ONE.campaign })
  return countedBy(said, all, { apps, campaigns })
}

afterEach(() => {
  vi.useRealTimers()
})

const PATIENCE = 300_000
/** A store elsewhere takes a second for a new project; it is asked less often. */
const runs = (most: number) => (storeSetting() === undefined ? most : Math.ceil(most / 3))

test('any question over any rows is answered as by plain arithmetic', { timeout: PATIENCE }, async () => {
  let grouped = 0
  let leftOut = 0
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.array(question, { minLength: 8, maxLength: 8 }),
      fc.constantFrom(...WEEKDAYS),
      fc.constantFrom('2026-03-09', '2026-03-11', '2026-04-30'),
      fc.option(policy, { freq: 2 }),
      async (all, drawn, weekStart, importedOn, said) => {
        const project = await openRandom(all, weekStart, importedOn, said)
        try {
          const counted = said === null ? asLanded(all) : await decide(project, all, said)
          // Whose days may still change depends on who answers, which is not drawn together.
          const questions =
            said === null ? drawn : drawn.map((one) => ({ ...one, maturity: 'mark' as const }))
          for (const asked of questions) {
            const { metrics } = asked
            const by = [...grainsOf(asked), ...asked.by]
            const answer = await project.query(inputOf(asked))
            const expected = naive(
              counted,
              asked,
              addDays(importedOn, -REFETCH_DAYS),
              WEEKDAYS.indexOf(weekStart),
            )
            leftOut += answer.notes.filter(({ code }) => code === 'provisional_left_out').length
            const found = new Map(
              answer.rows.map((row) => [
                JSON.stringify(by.map((dimension) => keyOfAnswer(row, dimension))),
                metrics.map((metric) => numberOf(row[metric])),
              ]),
            )
            if (by.length > 0) {
              grouped += expected.rows.size
              expect([...found.keys()].toSorted(), JSON.stringify(asked)).toEqual(
                [...expected.rows.keys()].toSorted(),
              )
              for (const [key, values] of expected.rows) expectClose(found.get(key) ?? [], values, asked)
            }
            expectClose(
              metrics.map((metric) => answer.totals[metric] ?? null),
              expected.totals,
              asked,
            )
          }
          const { rows: kept } = await project.project.own.warehouse.query(
            'SELECT sum(impressions) AS n FROM fact',
          )
          expect(kept[0]?.n).toBe(all.reduce((sum, { impressions }) => sum + impressions, 0))
        } finally {
          await project.remove()
        }
      },
    ),
    { numRuns: runs(15), endOnFailure: true },
  )
  expect(grouped).toBeGreaterThan(runs(50))
  expect(leftOut).toBeGreaterThan(0)
})

test('filters commute, and a comparison equals two questions', { timeout: PATIENCE }, async () => {
  let compared = 0
  const plain = question.map((asked) => ({
    ...asked,
    grain: 'total' as const,
    maturity: 'mark' as const,
    having: null,
  }))
  await fc.assert(
    fc.asyncProperty(rows, fc.array(plain, { minLength: 3, maxLength: 3 }), async (all, questions) => {
      const project = await openRandom(all, 'monday', '2026-04-30')
      try {
        for (const asked of questions) {
          const input = inputOf(asked)
          const answer = await project.query({
            ...input,
            compare: ['previous', 'weekdays', '2026-03-01..2026-03-04'],
          })
          const turned = await project.query({ ...input, where: asked.where.map(typed).toReversed() })
          const totalsOf = (totals: Readonly<Record<string, number | null>>) =>
            asked.metrics.map((name) => totals[name] ?? null)
          expectClose(totalsOf(turned.totals), totalsOf(answer.totals), asked)
          for (const { name, from, to } of answer.question.comparedWith) {
            const before = await project.query({ ...input, from, to })
            expectClose(
              asked.metrics.map((metric) => answer.totals[`${metric}_${name}`] ?? null),
              asked.metrics.map((metric) => before.totals[metric] ?? null),
              asked,
            )
            for (const row of answer.rows) {
              const same = before.rows.find((other) =>
                asked.by.every((dimension) => other[`${dimension}_key`] === row[`${dimension}_key`]),
              )
              if (same !== undefined) compared += 1
              expectClose(
                asked.metrics.map((metric) => numberOf(row[`${metric}_${name}`])),
                asked.metrics.map((metric) => numberOf(same?.[metric])),
                asked,
              )
            }
          }
        }
      } finally {
        await project.remove()
      }
    }),
    { numRuns: runs(8), endOnFailure: true },
  )
  expect(compared).toBeGreaterThan(0)
})
