import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerDaysInParts, answerQuery } from '#metrics/index.ts'
import { FileAnswer } from '#schema/answer/file-answer.ts'
import { FraudAnswer } from '#schema/answer/fraud-answer.ts'
import { findOperation, type OpenProject, openProject } from '../support/open-project.ts'
import { repository } from '../support/repository.ts'
import { type LoggedSite, rawLog, touchTable } from './raw-log.ts'

const HONEST: readonly LoggedSite[] = Array.from({ length: 9 }, (_, index) => ({
  site: `site-${index}`,
  installs: 120 + 20 * index,
  isInjected: false,
  ad: index % 2 === 0 ? 'Cat' : 'Dog',
}))
const BAD: LoggedSite = { site: 'bad', installs: 900, isInjected: true, ad: 'Dog' }
const SMALL: LoggedSite = { site: 'small', installs: 12, isInjected: true, ad: 'Cat' }
const SITES = [...HONEST, BAD, SMALL]
const INSTALLS = SITES.reduce((sum, { installs }) => sum + installs, 0)

const DELIVERY = [
  'Day,Network,Ad,Shown,Claimed',
  ...['2026-04-01', '2026-04-03', '2026-04-05'].flatMap((day) => [
    `${day},Unity Ads,Cat,40000,400`,
    `${day},Unity Ads,Dog,40000,700`,
  ]),
  '',
].join('\n')
const IMPRESSIONS = 240_000

let open: OpenProject
let answer: FraudAnswer
beforeAll(async () => {
  open = await openProject(
    'fraud:\n  allow:\n    - { site: site-8 }\n  reject:\n    - { network: Unity Ads, site: site-7 }',
  )
  await open.importText('raw.csv', rawLog(SITES))
  await open.importText('delivery.csv', DELIVERY, {
    source: 'unity-ads',
    set: { currency: 'USD' },
    map: { day: 'Day', network: 'Network', ad: 'Ad', impressions: 'Shown', 'event.install': 'Claimed' },
  })
  answer = await fraud()
})
afterAll(() => open.remove())

const fraud = async (input = {}) => FraudAnswer.parse(await open.ask('fraud', input))

describe('a project with a raw log', () => {
  test('accuses the site whose clicks come with the install, and no honest one', () => {
    const { sites, counts, notes } = answer
    const [worst] = sites
    expect(worst).toMatchObject({
      network: 'unity-ads',
      site: 'bad',
      installs: 900,
      verdict: 'fraudulent',
      rule: null,
    })
    expect(worst?.signals[0]).toMatchObject({ isFound: true })
    expect(worst?.signals.find(({ name }) => name === 'early_installs')?.value).toBeGreaterThan(0.6)
    expect(worst?.delays?.reduce((sum, count) => sum + count, 0)).toBe(900)
    expect(counts).toEqual({ fraudulent: 2, suspicious: 0, clean: 8, 'not enough data': 1 })
    expect(sites.find(({ site }) => site === 'small')?.reason).toBe('fewer than 30 installs')
    expect(notes.map(({ code }) => code)).toContain('sites_not_judged')
  })

  test('days of very many rows are read a part of the rows after the other, and are the same', async () => {
    const context = await open.project.own.metricContext()
    const installs = await answerQuery({ metrics: ['installs'], by: ['site', 'os'] }, context)
    const ask = async (rowsAtOnce: number, left: string) => {
      const partsOf: Parameters<typeof answerDaysInParts>[2] = ({ keys, parts }) =>
        keys[0] === left ? [] : parts
      const found = []
      for await (const part of answerDaysInParts(installs, ['event.install'], partsOf, context, rowsAtOnce))
        found.push(part)
      return found
    }
    const told = (parts: Awaited<ReturnType<typeof ask>>) =>
      parts
        .flatMap(({ days }) => [...days])
        .map(([{ keys }, sums]) => JSON.stringify([keys, sums.map(({ days }) => [...days].toSorted())]))
        .toSorted()
    const [whole, inParts] = [await ask(installs.rows.length, 'bad'), await ask(3, 'bad')]
    expect(whole).toHaveLength(1)
    expect(inParts.filter(({ days }) => days.size > 0).length).toBeGreaterThan(1)
    expect(told(inParts)).toEqual(told(whole))
    expect(told(await ask(3, 'nobody'))).toHaveLength(told(whole).length + 1)
  })

  test('rules of permille.yaml hold before what was found', () => {
    const of = (name: string) => answer.sites.find(({ site }) => site === name)
    expect(of('site-8')).toMatchObject({ verdict: 'clean', rule: 'allow' })
    expect(of('site-7')).toMatchObject({ verdict: 'fraudulent', rule: 'reject' })
  })

  test('IPM is claimed, attributed and cleaned of the installs of fraudulent sites', () => {
    const { ipm } = answer
    const rejected = 900 + 260
    expect(ipm.claimed).toBeCloseTo((1000 * 3300) / IMPRESSIONS, 9)
    expect(ipm.attributed).toBeCloseTo((1000 * INSTALLS) / IMPRESSIONS, 9)
    expect(ipm.cleaned).toBeCloseTo((1000 * (INSTALLS - rejected)) / IMPRESSIONS, 9)
  })

  test('the winner that a site made is none without it', () => {
    const { winners } = answer
    expect(winners).toMatchObject({ survives: false, notComputed: null })
    const nameOf = (key: string | null) => winners.rows.find((row) => row.key === key)?.name
    expect([nameOf(winners.leader.all), nameOf(winners.leader.withoutFraudulent)]).toEqual(['Dog', 'Cat'])
  })

  test('what is shown may be kept to a network and a verdict, and goes to it as a table', async () => {
    const shown = await fraud({ network: ['unity ads'], verdict: ['not enough data'] })
    expect(shown.sites.map(({ site }) => site)).toEqual(['small'])
    expect(shown.counts.clean).toBe(8)
    const file = FileAnswer.parse(
      await open.ask('export', { of: 'fraud', verdict: ['fraudulent'], comments: true }),
    )
    const lines = file.content
      .trim()
      .split(/\r?\n/)
      .filter((line) => !line.startsWith('#'))
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/^network,site,verdict,/)
    expect(lines[1]).toMatch(/^Unity Ads,bad,fraudulent,,900,.*too soon after the click/)
  })
})

test('a site whose users do not come back is told by a report of retention by site alone', async () => {
  const apart = await openProject('')
  const sites = Array.from({ length: 9 }, (_, index) => `s${index},${400 + 30 * index},${140 + 10 * index}`)
  const rows = [...sites, 'farm,600,9'].map((row) => `2026-04-01,Unity Ads,${row}`)
  await apart.importText('retention.csv', ['Day,Network,Site,Installs,Back', ...rows, ''].join('\n'), {
    source: 'own',
    map: {
      ...{ day: 'Day', network: 'Network', site: 'Site' },
      ...{ 'event.install': 'Installs', 'event.retained.d1': 'Back' },
    },
  })
  const { sites: judged } = FraudAnswer.parse(await apart.ask('fraud'))
  await apart.remove()
  expect(judged.map(({ site, verdict }) => [site, verdict])[0]).toEqual(['farm', 'suspicious'])
  expect(judged.slice(1).every(({ verdict }) => verdict === 'clean')).toBe(true)
  const back = judged[0]?.signals.find(({ name }) => name === 'retention_d1')
  expect(back).toMatchObject({ value: 0.015, isFound: true, family: 'retention' })
})

describe('a raw log by itself', () => {
  async function alone(name: string, text: string, input = {}): Promise<FraudAnswer> {
    const touches = open.folder.write(name, text)
    return FraudAnswer.parse(
      await findOperation('fraud').runAlone({ touches, ...input }, { localFiles: true }),
    )
  }

  test('is judged without a project, a table of one’s own under its own headers', async () => {
    const own = await alone('own.csv', touchTable(SITES, 'Clicked,Installed,Source,Place'), {
      map: { touch_time: 'Clicked', install_time: 'Installed', network: 'Source', site: 'Place' },
    })
    expect(own).toMatchObject({ question: null, freshness: null })
    expect(own.sites[0]).toMatchObject({ site: 'bad', verdict: 'fraudulent', installs: 900 })
    expect(own.counts).toEqual({ fraudulent: 1, suspicious: 0, clean: 9, 'not enough data': 1 })
    expect(own.ipm).toMatchObject({ claimed: null, attributed: null, cleaned: null })
  })

  test('is recognised where it is an MMP’s, Adjust’s times in seconds since 1970', async () => {
    const touches = join(repository, 'src/connectors/adjust/fixtures/raw-uploads.csv')
    const adjust = FraudAnswer.parse(await findOperation('fraud').runAlone({ touches }, { localFiles: true }))
    expect(adjust.sites.map(({ site, installs, rejected }) => [site, installs, rejected])).toEqual([
      ['pub_40', 2, 0],
      ['pub_41', 2, 0],
      ['pub_42', 2, 1],
    ])
  })

  test('with installs sent twice, a clock behind and days missing says so, and accuses nobody', async () => {
    const sites = ['a', 'b', 'c', 'd'].map((site) => ({ site, installs: 120, isInjected: false, ad: 'X' }))
    const [head = '', ...lines] = rawLog(sites).trim().split('\n')
    const behind = lines.map((line) =>
      line
        .replace('unityads_int', 'vungle_int')
        .replace(/device-/, 'other-')
        .replace(/^click,(\S+ \S+?),/, (_, time: string) => {
          const later = new Date(Date.parse(`${time.replace(' ', 'T')}Z`) + 2 * 3600_000)
          return `click,${later.toISOString().slice(0, 19).replace('T', ' ')},`
        }),
    )
    const twice = lines.flatMap((line) => (/,(?:a|b),US/.test(line) ? [line, line] : [line]))
    const kept = [...twice, ...behind].filter((line) => !/,2026-04-0[34] [\d:]+,install,/.test(line))
    const { counts, notes } = await alone('defects.csv', [head, ...kept, ''].join('\n'))
    expect(counts).toMatchObject({ fraudulent: 0, suspicious: 0 })
    const say = (code: string) => notes.find((note) => note.code === code)?.message
    expect(say('missing_days')).toMatch(/: 2 \(2026-04-03, 2026-04-04\)/)
    expect(say('repeated_installs')).toMatch(/, on 2 of 8 sites/)
    expect(say('clocks_differ')).toMatch(/^Vungle: \d+\.\d % of its installs come before their click/)
  })

  test('that lacks a column says which', async () => {
    await expect(alone('lacks.csv', 'touch_time,site\n2026-04-01 10:00:00,a\n')).rejects.toThrow(
      'lacks.csv has no column install_time, network',
    )
  })
})
