import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ValueAnswer } from '#schema/answer/value-answer.ts'
import { type CommandProject, commandProject } from '../support/command-project.ts'

const HEADER = 'Day,Network,Creative,Shown,Installs,D7,Back'
const days = Array.from({ length: 12 }, (_, day) => `2026-01-${String(day + 1).padStart(2, '0')}`)
/** A: many installs worth little. B: half as many, worth four times as much. C: one lucky payer. */
const rows = days.flatMap((day, index) => [
  `${day},House,A,10000,${40 + (index % 3)},${8 + (index % 2)},10`,
  `${day},House,B,10000,${20 + (index % 3)},${16 + 2 * (index % 3)},8`,
  `${day},House,C,500,1,${index === 3 ? 30 : 0},0`,
])
const MAP = ['day=Day', 'network=Network', 'creative=Creative', 'impressions=Shown', 'installs=Installs']

let project: CommandProject
async function ask(...flags: readonly string[]): Promise<ValueAnswer> {
  const { stdout } = await project.run('value', '--json', ...flags)
  return ValueAnswer.parse(JSON.parse(stdout))
}

beforeAll(async () => {
  project = commandProject('name: value')
  const file = project.folder.write('own.csv', [HEADER, ...rows, ''].join('\n'))
  const map = [...MAP, 'value.revenue.d7=D7', 'event.retained.d1=Back'].flatMap((pair) => ['--map', pair])
  await project.importFiles([file], ...map)
})
afterAll(() => project.folder.remove())

describe('value', () => {
  test('puts worth before cheap installs, and does not believe one lucky payer', async () => {
    const { rows: valued } = await ask('--by', 'creative')
    const [first] = valued
    expect(first?.name).toBe('B')
    const lucky = valued.find(({ name }) => name === 'C')
    expect(lucky?.valuePerInstall?.observed).toBeCloseTo(2.5, 9)
    expect(lucky?.valuePerInstall?.believed ?? 9).toBeLessThan(1.5)
    expect(lucky?.ownEvidence ?? 1).toBeLessThan(first?.ownEvidence ?? 0)
    for (const { valuePerMille, ipm, valuePerInstall } of valued) {
      expect(valuePerMille?.believed).toBeCloseTo((ipm?.believed ?? 0) * (valuePerInstall?.believed ?? 0), 9)
      expect(valuePerMille?.low ?? 9).toBeLessThan(valuePerMille?.believed ?? 0)
      expect(valuePerMille?.high ?? 0).toBeGreaterThan(valuePerMille?.believed ?? 9)
    }
  })

  test('gives retention by hand: 96 of 252 came back to B on day 1', async () => {
    const { rows: valued } = await ask('--by', 'creative')
    const [back] = valued.find(({ name }) => name === 'B')?.retention ?? []
    expect(back).toMatchObject({ day: 1, installs: 252 })
    expect(back?.rate).toBeCloseTo(96 / 252, 9)
  })

  test('says why where nobody tells the revenue of a day', async () => {
    const { rows: valued } = await ask('--by', 'creative', '--day', '30')
    expect(valued.every(({ rank, valuePerMille }) => rank === null && valuePerMille === null)).toBe(true)
    expect(valued[0]?.notComputed.valuePerInstall).toBe('no revenue D30 is known for House')
    expect(valued[0]?.ipm).not.toBeNull()
  })
})
