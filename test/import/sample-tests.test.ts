import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestListAnswer } from '#schema/answer/test-list-answer.ts'
import { TestPlanAnswer } from '#schema/answer/test-plan-answer.ts'
import { TestShowAnswer } from '#schema/answer/test-show-answer.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'

const ARMS = {
  'first cut': 'LB_VID_LighthouseMerge_Gameplay_9x16_15s_v01',
  'second cut': 'LB_VID_LighthouseMerge_Gameplay_9x16_15s_v02',
}
const SETTINGS = `name: cuts
tests:
  cuts:
    arms: ${JSON.stringify(ARMS)}
    control: second cut
    start: 2026-08-01
    end: 2026-09-30
    lift: 0.1
`

let sample: OpenProject
beforeAll(async () => {
  sample = await openProject(SETTINGS)
  await sample.project.store()
})
afterAll(() => sample.remove())

const show = async (project: OpenProject, id: string, input: object = {}) =>
  TestShowAnswer.parse(await project.ask('test-show', { id, ...input }))

test('the sample comes with tests that can be read', async () => {
  const { tests, notes } = TestListAnswer.parse(await sample.ask('test-list'))
  expect(tests.map(({ test }) => test)).toEqual(['summer-cuts', 'autumn-cuts', 'heroes', 'cuts'])
  for (const { verdict, days } of tests) {
    expect(['ahead', 'keep_running', 'no_meaningful_difference']).toContain(verdict)
    expect(days).toBeGreaterThan(7)
  }
  expect(notes.map(({ code }) => code)).toEqual(['sample', 'immature_left_out'])
})

test('is planned over the sample, but not saved', async () => {
  const arms = Object.values(ARMS)
  const { peekSafe, assumptions } = TestPlanAnswer.parse(await sample.ask('test-plan', { arms }))
  expect(peekSafe?.spend).toBeGreaterThan(0)
  for (const { value, from } of Object.values(assumptions)) {
    expect(value).toBeGreaterThan(0)
    expect(from).toMatch(/2026-09-30 … 2026-10-27/)
  }
  await expect(sample.ask('test-plan', { arms, save: 'cuts' })).rejects.toMatchObject({ code: 'conflict' })
})

/** The arms' days of the sample as a table of our own. */
async function exported(until: string): Promise<string> {
  const { rows } = await sample.query({
    metrics: ['impressions', 'installs'],
    by: ['day', 'network', 'creative'],
    where: [`creative in ${Object.values(ARMS).join(', ')}`],
    from: '2026-07-04',
    to: until,
  })
  const lines = rows.map(({ day, network, creative, impressions, installs }) =>
    [day, network, creative, impressions, installs].join(','),
  )
  return `day,network,creative,impressions,installs\n${lines.join('\n')}\n`
}

async function ownProject(until: string): Promise<OpenProject> {
  const project = await openProject(SETTINGS)
  await project.importText('cuts.csv', await exported(until), {
    map: {
      day: 'day',
      network: 'network',
      creative: 'creative',
      impressions: 'impressions',
      conversions: 'installs',
    },
    source: 'own',
    set: { app: 'game' },
  })
  return project
}

test('a past reading of real looking days is the one made when later days were absent', async () => {
  const whole = await ownProject('2026-10-30')
  try {
    for (const on of ['2026-08-04', '2026-08-20', '2026-09-18']) {
      const then = await ownProject(on)
      try {
        const [past, made] = [await show(whole, 'cuts', { on }), await show(then, 'cuts')]
        for (const field of ['state', 'arms', 'checks', 'dispersion', 'sampleRatio', 'history'] as const)
          expect(past[field]).toEqual(made[field])
        expect(past.state.countedTo).toBe(on)
        expect(past.history).toHaveLength(past.state.days)
      } finally {
        await then.remove()
      }
    }
  } finally {
    await whole.remove()
  }
})
