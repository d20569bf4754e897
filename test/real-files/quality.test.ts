import { expect, test } from 'vitest'
import { FraudAnswer } from '#schema/answer/fraud-answer.ts'
import { countRows, csvText } from '../support/count-rows.ts'
import { findOperation, openProject } from '../support/open-project.ts'
import { requirement } from '../support/requirement.ts'
import { sharedData } from '../support/shared-data.ts'

const PLACEMENT = '"Placement: Site_Dimensions_CreativeType_Device_CostMethod_Web/App_ID"'
const REPORTS = [
  ['Banner', 'Impressions'],
  ['Rich_Media', 'Impressions'],
  ['Video', '#Impressions'],
] as const

requirement('shared-data').describe('quality of real traffic', () => {
  test('a display campaign: the site with more clicks than impressions is the first of those flagged', async () => {
    const parts = REPORTS.map(
      ([name, impressions]) =>
        `SELECT split_part(${PLACEMENT}, '_', 1) AS site, DATE '1899-12-30' + "Date"::INTEGER AS day,
          replace("${impressions}", ',', '')::DOUBLE AS impressions, replace("Clicks", ',', '')::DOUBLE AS clicks
         FROM ${csvText(sharedData(`digital-media-campaign/DigitalMediaCampaign-${name}.csv`))}`,
    )
    const rows = await countRows(
      `SELECT strftime(day, '%Y-%m-%d') AS day, site, sum(impressions) AS impressions, sum(clicks) AS clicks
       FROM (${parts.join(' UNION ALL ')}) GROUP BY ALL ORDER BY day, site`,
    )
    const lines = rows.map(({ day, site, impressions, clicks }) =>
      [day, 'display', site, impressions, clicks].join(),
    )
    const project = await openProject('')
    try {
      await project.importText(
        'sites.csv',
        ['day,network,site,impressions,clicks', ...lines, ''].join('\n'),
        {
          source: 'own',
          map: Object.fromEntries(
            ['day', 'network', 'site', 'impressions', 'clicks'].map((name) => [name, name]),
          ),
        },
      )
      const { sites } = FraudAnswer.parse(await project.ask('fraud'))
      // 307,374 impressions and 1,790,630 clicks; next comes one that clicks a hundred times as often as the others.
      const flagged = sites.filter(({ verdict }) => verdict === 'suspicious' || verdict === 'fraudulent')
      expect(flagged.map(({ site }) => site)).toEqual(['Site F', 'Site R'])
      const [worst] = flagged[0]?.signals ?? []
      expect(worst).toMatchObject({ name: 'clicks_per_impression', isFound: true })
      expect(worst?.value).toBeCloseTo(1_790_630 / 307_374, 1)
    } finally {
      await project.remove()
    }
  })

  test('a hundred raw installs: times from click to install to the minute, and too few to accuse anybody', async () => {
    const touches = sharedData('appsflyer-raw-sample/installs.masked.csv')
    const answer = FraudAnswer.parse(await findOperation('fraud').runAlone({ touches }, { localFiles: true }))
    expect(answer.counts).toMatchObject({ fraudulent: 0, suspicious: 0 })
    expect(answer.sites.reduce((sum, { installs }) => sum + installs, 0)).toBe(100)
    // Sites are too small to be shown one by one; together, nine installs in ten come within eight hours.
    const { edges, baseline } = answer.delays
    const shares = baseline ?? []
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
    expect(
      shares.reduce((sum, share, step) => sum + ((edges[step] ?? 0) < 8 * 3_600 ? share : 0), 0),
    ).toBeGreaterThan(0.9)
    // 6,621 minutes, four and a half days, is the longest of them.
    expect(edges[shares.findLastIndex((share) => share > 0)]).toBeLessThanOrEqual(6_621 * 60)
    expect(answer.notes.map(({ code }) => code)).toContain('to_the_minute')
  })
})
