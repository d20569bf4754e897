import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { OPERATIONS, Project } from '#engine/index.ts'
import { samplePlan } from '../../src/engine/sample/sample-plan.ts'
import { sampleTests } from '../../src/engine/sample/sample-tests.ts'
import { writeSampleAside } from '../../src/engine/sample/write-sample-aside.ts'
import { startClickhouse, type TestClickhouse } from '../support/clickhouse.ts'
import { findOperation, type Input, type OpenProject, openProject } from '../support/open-project.ts'
import { requirement } from '../support/requirement.ts'
import { plain } from './plain.ts'

const CUT = 'LB_VID_LighthouseMerge_Gameplay_9x16_15s_v01'
const OTHER = 'LB_VID_LighthouseMerge_Gameplay_9x16_15s_v02'

/** What every question is asked, on every store. */
const ASKED: Readonly<Record<string, readonly Input[]>> = {
  query: [
    { metrics: 'impressions,clicks,spend,installs,ipm,cpi,ctr', by: 'network,os', grain: 'week' },
    { metrics: 'roas_d7,arpi_d7,retention_d1,ipm', by: 'creative', maturity: 'exclude' },
    { metrics: 'installs,spend', by: 'app', last: '14d', compare: ['previous', 'weekdays'] },
    { metrics: 'installs', by: 'network', basis: 'network,mmp' },
    { metrics: 'ipm', by: 'country', where: 'os = ios and impressions > 1000' },
  ],
  rank: [{ by: 'creative' }, { by: 'creative', last: '28d' }, { by: 'network', adjust: 'none' }],
  compare: [{ objects: ['IS_VID_CatapultShot_Gameplay_9x16_15s_v01', 'IS_VID_HeroSummon_Fail_1x1_30s_v01'] }],
  value: [{ by: 'creative', day: 7 }, { by: 'network' }],
  budget: [{ last: '28d' }],
  decisions: [{}],
  journal: [{ objects: 'campaign' }, { objects: 'creative' }],
  'journal-effect': [{ number: 1 }],
  pages: [{ by: 'store_page' }],
  explain: [{ last: '28d' }],
  fatigue: [{}],
  elements: [{}, { metric: 'arpi_d7', last: '90d' }],
  fraud: [{}],
  matches: [{}, { last: '28d' }],
  naming: [{}],
  reconcile: [{}, { event: 'install' }],
  restatements: [{}],
  maturity: [{}],
  sources: [{}],
  creatives: [{ limit: 500 }],
  export: [{ by: 'creative' }],
  'test-list': [{}],
  'test-show': [{ id: 'summer-cuts' }, { id: 'heroes' }],
}
/** Questions that read no rows, read them through SQL of each store’s own, or draw answers of the others. */
const OTHERS = [
  'assets',
  'alerts',
  'audit',
  'connections',
  'coverage',
  'creatives-history',
  'doctor',
  'jobs',
  'matches-history',
  'power',
  'project',
  'report',
  'report-weekly',
  'sessions-list',
  'share-list',
  'sql',
  'syncs',
  'tags',
  'test-check',
  'tokens-list',
  'users-list',
  'views-list',
]

async function answers(project: Project): Promise<Readonly<Record<string, unknown>>> {
  const given: Record<string, unknown> = {}
  for (const [name, inputs] of Object.entries(ASKED)) {
    for (const input of inputs) {
      const answer = await findOperation(name).run(project, input, { localFiles: true })
      given[`${name} ${JSON.stringify(input)}`] = plain(answer)
    }
  }
  return given
}

const SETTINGS = { name: 'stores', currency: 'USD', rates: { EUR: 1 / 0.92 }, tests: sampleTests('studio') }

const merge = { creatives: [CUT, OTHER], name: 'Lighthouse' }

/** The simulated studio as a project of its own, two of its creatives merged by hand. */
async function openStudio(): Promise<OpenProject> {
  const open = await openProject(stringify(SETTINGS))
  const { warehouse, files } = open.project.own
  const tables = await writeSampleAside('studio', files.scratch, AbortSignal.timeout(300_000))
  for (const table of tables) await warehouse.load(samplePlan(table, 'stores'), { commit: true })
  await open.project.own.refresh()
  await open.project.rowsChanged()
  await open.ask('creatives-merge', merge)
  await open.ask('decisions-record', { from: '2026-08-18', to: '2026-09-14' })
  await open.ask('journal-add', { date: '2026-09-20', kind: 'bid', network: 'meta' })
  return open
}

const creatives = (project: Project) =>
  findOperation('query').run(project, { metrics: 'installs,ipm', by: 'creative' }, { localFiles: true })

test('every question that reads rows is asked of every store', () => {
  const questions = OPERATIONS.filter(({ kind }) => kind === 'question').map(({ name }) => name)
  expect(questions.toSorted()).toEqual([...Object.keys(ASKED), ...OTHERS].toSorted())
})

requirement('clickhouse').describe('a studio', () => {
  let studio: OpenProject
  let expected: Readonly<Record<string, unknown>>
  let split: unknown
  beforeAll(async () => {
    studio = await openStudio()
    expected = await answers(studio.project)
    await studio.ask('creatives-split', { creatives: [merge.name] })
    split = plain(await creatives(studio.project))
    await studio.ask('creatives-merge', merge)
    await studio.project.close()
  }, 600_000)
  afterAll(() => studio.folder.remove())

  describe.each([2])('on a ClickHouse of nodes: %i', (nodes) => {
    let clickhouse: TestClickhouse
    let moved: Project
    beforeAll(async () => {
      clickhouse = await startClickhouse(nodes)
      studio.folder.write('permille.yaml', stringify(SETTINGS))
      const project = await Project.open(studio.folder.path)
      await findOperation('migrate').run(project, { to: clickhouse.url('studio') }, { localFiles: true })
      await project.close()
      moved = await Project.open(studio.folder.path)
    }, 600_000)
    afterAll(async () => {
      await moved.close()
      await clickhouse.stop()
    })

    test('is answered as on DuckDB', { timeout: 600_000 }, async () => {
      expect(moved.own.warehouse.dialect.name).toBe('ClickHouse')
      const found = await answers(moved)
      for (const [question, answer] of Object.entries(expected))
        expect(found[question], question).toEqual(answer)
    })

    test('is split and merged as on DuckDB', { timeout: 600_000 }, async () => {
      const ask = (name: string, input: Input) => findOperation(name).run(moved, input, { localFiles: true })
      const before = plain(await creatives(moved))
      await ask('creatives-split', { creatives: [merge.name] })
      expect(plain(await creatives(moved))).toEqual(split)
      await ask('creatives-merge', merge)
      expect(plain(await creatives(moved))).toEqual(before)
    })
  })
})
