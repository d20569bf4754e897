import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenProject, openProject } from '../support/open-project.ts'

const HEAD = 'day,network,creative,country,impressions,installs'

/** The same counts spread over so many days. */
function rows(
  creative: string,
  network: string,
  country: string,
  impressions: number,
  installs: number,
  days: readonly string[],
): string[] {
  return days.map((day) =>
    [day, network, creative, country, impressions / days.length, installs / days.length].join(','),
  )
}

const MAY = Array.from({ length: 10 }, (_, day) => `2026-05-${String(day + 1).padStart(2, '0')}`)
const MARCH = Array.from({ length: 10 }, (_, day) => `2026-03-${String(day + 1).padStart(2, '0')}`)

const TABLE = [
  HEAD,
  ...rows('Hook X', 'meta', 'IN', 90_000, 1350, MAY),
  ...rows('Hook X', 'meta', 'US', 10_000, 750, MAY),
  ...rows('Hook Y', 'meta', 'IN', 20_000, 180, MAY),
  ...rows('Hook Y', 'meta', 'US', 80_000, 3600, MAY),
  ...rows('Elsewhere A', 'tiktok', 'US', 40_000, 800, MAY),
  ...rows('Elsewhere B', 'tiktok', 'US', 40_000, 400, MAY),
  ...rows('Alone', 'snapchat', 'US', 40_000, 4000, MAY),
]

let project: OpenProject
beforeAll(async () => {
  project = await openProject('name: adjusted\n')
  const names = ['day', 'network', 'creative', 'country', 'impressions']
  await project.importText('own.csv', TABLE.join('\n'), {
    map: { ...Object.fromEntries(names.map((name) => [name, name])), conversions: 'installs' },
    source: 'own',
    set: { app: 'game' },
  })
})
afterAll(() => project.remove())

const orderOf = ({ rows: ranked }: { rows: readonly { name: string }[] }) => ranked.map(({ name }) => name)

describe('ranking on one mix', () => {
  test('turns the order of plain rates round where the mix misleads', async () => {
    const plain = await project.rank({ adjust: 'none', where: ['network = meta'] })
    expect(orderOf(plain)).toEqual(['Hook Y', 'Hook X'])
    expect(plain.adjustment).toMatchObject({ dimensions: [], strata: [{ share: 1 }], groups: 1 })
    const adjusted = await project.rank({ where: ['network = meta'] })
    expect(orderOf(adjusted)).toEqual(['Hook X', 'Hook Y'])
    const [x, y] = adjusted.rows
    expect(x?.perMille).toBeCloseTo(21, 6)
    expect(y?.perMille).toBeCloseTo(37.8, 6)
    expect((x?.adjusted ?? 0) / (y?.adjusted ?? 1)).toBeGreaterThan(1.4)
    expect(x?.overlap).toBeGreaterThan(0.4)
    expect(adjusted.adjustment.misleading).toMatchObject([{ higherPooled: y?.key, higherAdjusted: x?.key }])
    expect(adjusted.notes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['mix_adjusted', 'mix_misleads']),
    )
  })

  test('prints the mix, half of it each country', async () => {
    const { adjustment } = await project.rank({ where: ['network = meta'] })
    expect(adjustment.dimensions).toEqual(['network', 'app', 'country'])
    expect(adjustment.strata.map(({ stratum }) => stratum).sort()).toEqual([
      'game · Meta · IN',
      'game · Meta · US',
    ])
    const shares = Object.fromEntries(
      adjustment.strata.map(({ stratum, share }) => [stratum.slice(-2), share]),
    )
    expect(shares.IN).toBeCloseTo(110 / 200, 9)
    expect(shares.US).toBeCloseTo(90 / 200, 9)
  })

  test('ranks groups apart that share no place, and whoever is alone last', async () => {
    const answer = await project.rank()
    expect(orderOf(answer)).toEqual(['Hook X', 'Hook Y', 'Elsewhere A', 'Elsewhere B', 'Alone'])
    expect(answer.rows.map(({ group }) => group)).toEqual([1, 1, 2, 2, 3])
    expect(answer.adjustment.groups).toBe(3)
    const alone = answer.rows.at(-1)
    expect(alone?.decision).toBe('not_enough_data')
    expect(alone?.reasons.map(({ code }) => code)).toEqual(['no_benchmark'])
    expect(alone?.perMille).toBeCloseTo(100, 6)
  })

  test('adjusts for no more than is asked', async () => {
    const { adjustment, rows: ranked } = await project.rank({ adjust: 'network', where: ['network = meta'] })
    expect(adjustment.strata.map(({ stratum }) => stratum)).toEqual(['Meta'])
    expect(ranked.map(({ adjusted }) => adjusted)).toEqual([null, null])
    await expect(project.rank({ adjust: 'contry' })).rejects.toThrow(/cannot adjust for contry/)
  })

  test('takes the mix of the last 28 days where there are more', async () => {
    const before = [
      HEAD,
      ...rows('Hook X', 'meta', 'BR', 400_000, 4000, MARCH),
      ...rows('Hook Y', 'meta', 'BR', 400_000, 4000, MARCH),
    ]
    const names = ['day', 'network', 'creative', 'country', 'impressions']
    const report = await project.importText('before.csv', before.join('\n'), {
      map: { ...Object.fromEntries(names.map((name) => [name, name])), conversions: 'installs' },
      source: 'own',
      set: { app: 'game' },
    })
    const { adjustment, rows: ranked } = await project.rank({ where: ['network = meta'] })
    expect(adjustment.mixDays).toEqual({ from: '2026-04-13', to: '2026-05-10' })
    expect(
      Object.fromEntries(adjustment.strata.map(({ stratum, share }) => [stratum.slice(-2), share])).BR,
    ).toBe(0)
    expect(orderOf({ rows: ranked })).toEqual(['Hook X', 'Hook Y'])
    await project.undo(report.load)
  })
})
