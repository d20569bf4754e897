import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ImportedFile } from '#schema/answer/import-report.ts'
import { MatchesAnswer } from '#schema/answer/matches-answer.ts'
import type { RankAnswer } from '#schema/answer/rank-answer.ts'
import { type CommandProject, commandProject } from '../support/command-project.ts'
import { countRows, csvText } from '../support/count-rows.ts'
import { byKey } from '../support/open-project.ts'
import { requirement } from '../support/requirement.ts'
import { sharedData } from '../support/shared-data.ts'

const file = (name: string) => sharedData(`ua-network-mmp-exports/${name}.csv`)
const FILES = ['FACEBOOK', 'GOOGLE', 'PINTEREST', 'APPSFLYER-ANDROID', 'APPSFLYER-IOS'].map(file)
const DAYS = ['--from', '2019-04-29', '--to', '2019-05-12']

/** Installs per media source over both AppsFlyer files, counted by plain SQL. */
async function appsflyerInstalls(): Promise<Record<string, number>> {
  const rows = await countRows(`SELECT "Media Source (pid)" AS source, sum("Installs"::INTEGER) AS installs
    FROM (SELECT "Media Source (pid)", "Installs" FROM ${csvText(file('APPSFLYER-ANDROID'))}
      UNION ALL SELECT "Media Source (pid)", "Installs" FROM ${csvText(file('APPSFLYER-IOS'))}) GROUP BY ALL`)
  return Object.fromEntries(rows.map(({ source, installs }) => [String(source), Number(installs)]))
}

function ranking({ rows, apart, totals }: RankAnswer) {
  return {
    rows: rows.map(({ key, impressions, conversions, spend, perMille, interval, decision }) => ({
      key,
      impressions,
      conversions,
      spend,
      perMille,
      interval,
      decision,
    })),
    apart,
    totals,
  }
}

requirement('shared-data').describe('five exports of one app, from four networks and an MMP', () => {
  let project: CommandProject
  let files: readonly ImportedFile[]
  let byNetwork: RankAnswer

  beforeAll(async () => {
    project = commandProject()
    files = await project.importFiles(FILES)
    byNetwork = await project.rank('--by', 'network', ...DAYS)
  })
  afterAll(() => project.folder.remove())

  const about = (name: string) => {
    const found = files.find((report) => report.file === `${name}.csv`)
    if (found === undefined) throw new Error(`no report about ${name}`)
    return found
  }

  test('are recognised and stored with the totals of their rows', () => {
    expect(files.map(({ file: name, status, source, rows }) => [name, status, source, rows.stored])).toEqual([
      ['FACEBOOK.csv', 'stored', 'meta', 41],
      ['GOOGLE.csv', 'stored', 'google-ads', 14],
      ['PINTEREST.csv', 'stored', 'pinterest', 42],
      ['APPSFLYER-ANDROID.csv', 'stored', 'appsflyer', 76],
      ['APPSFLYER-IOS.csv', 'stored', 'appsflyer', 175],
    ])
    for (const { dates, rows, replaces } of files) {
      expect(dates).toMatchObject({ from: '2019-04-29', to: '2019-05-12' })
      expect(rows.quarantined).toBe(0)
      expect(replaces).toBeNull()
    }
    expect(about('FACEBOOK').totals).toMatchObject({ impressions: 1_238_000, spend: 4585.88 })
    expect(about('GOOGLE').totals).toMatchObject({ impressions: 565_050, spend: 2030 })
    expect(about('PINTEREST').totals).toMatchObject({ impressions: 1_358_000, spend: 6910 })
  })

  test('Facebook’s own total row is a checksum that does not match, never a row', () => {
    const { rows, checksum } = about('FACEBOOK')
    expect(rows).toEqual({ read: 42, stored: 41, totals: 1, quarantined: 0, blank: 0 })
    expect(checksum?.matches).toBe(false)
    expect(checksum?.differences).toContainEqual({
      field: 'impressions',
      stated: 2_000_000,
      counted: 1_238_000,
    })
    expect(checksum?.differences).toContainEqual({ field: 'spend', stated: 10_000, counted: 4585.88 })
  })

  test('the two AppsFlyer files share keys, and their systems come from their names', () => {
    expect(about('APPSFLYER-ANDROID').scope).toMatchObject({ os: 'android', from: 'file name' })
    expect(about('APPSFLYER-IOS').scope).toMatchObject({ os: 'ios', from: 'file name' })
    expect(about('APPSFLYER-ANDROID').scope?.report).toBe(about('APPSFLYER-IOS').scope?.report)
  })

  test('rank networks by MMP installs on network impressions', async () => {
    const installs = await appsflyerInstalls()
    const facebook = installs['Facebook Ads']
    expect(facebook).toBe(4533)
    const rows = Object.fromEntries(byNetwork.rows.map((row) => [row.key, row]))
    expect(rows.meta).toMatchObject({ impressions: 1_238_000, conversions: facebook, basis: 'mmp' })
    expect(rows.pinterest).toMatchObject({
      impressions: 1_358_000,
      conversions: installs.pinterest_int,
      basis: 'mmp',
    })
    expect(rows['google-ads']).toMatchObject({
      impressions: 565_050,
      conversions: installs.googleadwords_int,
    })
    expect(rows.meta?.perMille).toBeCloseTo(3.66, 2)
    expect(rows.pinterest?.perMille).toBeCloseTo(6.0, 2)
    expect(rows['google-ads']?.perMille).toBeCloseTo(1.37, 2)
    expect(byNetwork.rows.map(({ key }) => key).slice(0, 3)).toEqual(['pinterest', 'meta', 'google-ads'])
    expect(byNetwork.question).toMatchObject({ from: '2019-04-29', to: '2019-05-12', event: 'install' })
    expect(byNetwork.question.basis['event.install']).toEqual(['mmp'])
    expect(byNetwork.question.basis.impressions).toEqual(['network'])
  })

  test('what nobody showed has no impressions known, and organic stands apart', async () => {
    const installs = await appsflyerInstalls()
    const apple = byNetwork.rows.find(({ key }) => key === 'apple-ads')
    expect(apple).toMatchObject({
      impressions: null,
      rate: null,
      perMille: null,
      interval: null,
      conversions: installs['Apple Search Ads'],
    })
    expect(apple?.notComputed.perMille).toBe('no impressions known')
    expect(byNetwork.apart).toHaveLength(1)
    expect(byNetwork.apart[0]).toMatchObject({ key: 'organic', conversions: installs.Organic })
    const counted = byNetwork.rows.reduce((sum, { conversions }) => sum + (conversions ?? 0), 0)
    const all = Object.values(installs).reduce((sum, amount) => sum + amount, 0)
    expect(counted + (installs.Organic ?? 0)).toBe(all)
  })

  test('installs by network and system equal a plain count; ratios are recomputed, not summed', async () => {
    const installs = await appsflyerInstalls()
    const answer = await project.query(
      '--metrics',
      'installs,impressions,ipm,spend',
      '--by',
      'network',
      ...DAYS,
    )
    expect(byKey(answer, 'network_key', 'installs')).toMatchObject({
      meta: installs['Facebook Ads'],
      pinterest: installs.pinterest_int,
      organic: installs.Organic,
      'apple-ads': installs['Apple Search Ads'],
      'google-ads': installs.googleadwords_int,
    })
    expect(byKey(answer, 'network_key', 'spend')).toMatchObject({ meta: 4585.88, pinterest: 6910 })
    expect(answer.totals.installs).toBe(Object.values(installs).reduce((sum, amount) => sum + amount, 0))
    expect(answer.totals.impressions).toBe(1_238_000 + 565_050 + 1_358_000)
    const bySystem = await project.query('--metrics', 'installs', '--by', 'os', ...DAYS)
    expect(byKey(bySystem, 'os', 'installs')).toMatchObject({ android: 6413, ios: 11_953 })
  })

  test('every install of a network that showed something matches a campaign of its', async () => {
    const installs = await appsflyerInstalls()
    const { stdout } = await project.run('matches', '--json')
    const { rows } = MatchesAnswer.parse(JSON.parse(stdout))
    const at = (level: string) => rows.filter((row) => row.level === level && row.share !== null)
    expect(
      Object.fromEntries(at('campaign').map(({ network, matched, share }) => [network, [matched, share]])),
    ).toEqual({
      meta: [installs['Facebook Ads'], 1],
      pinterest: [installs.pinterest_int, 1],
      'google-ads': [installs.googleadwords_int, 1],
    })
    expect(at('campaign').flatMap(({ rules }) => rules.map(({ rule }) => rule))).toEqual([
      'name',
      'name',
      'name',
    ])
    expect(at('ad')).toEqual([])
    expect(rows.find(({ network, level }) => network === 'apple-ads' && level === 'campaign')).toMatchObject({
      conversions: installs['Apple Search Ads'],
      notComputed: { share: 'no impressions of Apple Ads are known' },
    })
  })

  test('again and in the other order change nothing', async () => {
    const again = await project.importFiles(FILES.toReversed())
    expect(again.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'unchanged'))
    expect(ranking(await project.rank('--by', 'network', ...DAYS))).toEqual(ranking(byNetwork))

    const other = commandProject()
    try {
      const files = await other.importFiles([...FILES.toReversed(), ...FILES])
      expect(files.map(({ status }) => status)).toEqual([
        ...Array.from({ length: 5 }, () => 'stored'),
        ...Array.from({ length: 5 }, () => 'unchanged'),
      ])
      expect(ranking(await other.rank('--by', 'network', ...DAYS))).toEqual(ranking(byNetwork))
    } finally {
      other.folder.remove()
    }
  }, 120_000)
})
