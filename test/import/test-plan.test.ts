import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestPlanAnswer } from '#schema/answer/test-plan-answer.ts'
import { TestShowAnswer } from '#schema/answer/test-show-answer.ts'
import { type Input, type OpenProject, openProject } from '../support/open-project.ts'
import { importTable, NEW, OLD, TABLE } from './hooks.ts'

const plan = async (project: OpenProject, input: Input) =>
  TestPlanAnswer.parse(await project.ask('test-plan', input))

let project: OpenProject
beforeAll(async () => {
  project = await openProject('name: tests # of hooks\n')
  await importTable(project, TABLE)
})
afterAll(() => project.remove())

describe('test plan', () => {
  test('takes what it rests on from the history and says so', async () => {
    const answer = await plan(project, { arms: [OLD, NEW], lift: '20%' })
    expect(answer.saved).toBeNull()
    expect(answer.assumptions.ipm.value).toBeCloseTo(10, 1)
    expect(answer.assumptions.dailyImpressions.value).toBeCloseTo(20_000, 0)
    expect(answer.assumptions.dailyImpressions.from).toMatch(/arms/)
    expect(answer.assumptions.cpm.value).toBeNull()
    expect(answer.notComputed.spend).toMatch(/--cpm/)
    expect(answer.peekSafe?.impressions).toBeGreaterThan(answer.fixedHorizon?.impressions ?? 0)
    expect(answer.question.start).toBe('2026-06-30')
    expect(readFileSync(join(project.folder.path, 'permille.yaml'), 'utf8')).toContain('# of hooks')
  })

  test('agrees with power at equal shares', async () => {
    const given = { ipm: 10, cpm: 8, dailyImpressions: 50_000, dispersion: 1.5 }
    const { peekSafe, fixedHorizon } = await plan(project, { arms: [OLD, NEW], lift: 0.2, ...given })
    expect(await project.ask('power', { lift: 0.2, ...given })).toMatchObject({
      fixedHorizon: { impressions: fixedHorizon?.impressions, days: fixedHorizon?.days },
      peekSafe: {
        impressions: peekSafe?.impressions,
        spend: peekSafe?.spend,
        installsPerArm: peekSafe?.arms[0]?.installs,
      },
    })
  })

  test('declares a test, keeps comments, and replaces only when told', async () => {
    const own = await openProject('# ours\nname: plans # of mine\n')
    try {
      await importTable(own, TABLE)
      const input = {
        arms: [OLD],
        upcoming: ['Next hook'],
        design: 'equal',
        start: '2026-06-01',
        save: 'next',
      }
      const answer = await plan(own, { ...input, end: '2026-07-01', question: 'better?' })
      expect(answer.saved).toBe('next')
      expect(answer.atEnd?.days).toBe(31)
      expect(answer.notes.map(({ code }) => code)).toContain('upcoming_arms')
      const text = readFileSync(join(own.folder.path, 'permille.yaml'), 'utf8')
      expect(text).toMatch(/# ours\nname: plans # of mine/)
      expect(own.project.config.tests.next).toMatchObject({
        control: OLD,
        arms: { 'Next hook': 'Next hook' },
        design: 'equal',
        start: '2026-06-01',
        end: '2026-07-01',
        dispersion: expect.any(Number),
      })
      expect(TestShowAnswer.parse(await own.ask('test-show', { id: 'next' })).state.reasons[0]?.code).toBe(
        'unknown_arm',
      )
      await expect(plan(own, input)).rejects.toMatchObject({ code: 'conflict' })
      expect((await plan(own, { ...input, yes: true })).saved).toBe('next')
    } finally {
      await own.remove()
    }
  })

  test.each([
    [{ arms: [OLD] }, 'usage', /2 to 20 arms/],
    [{ arms: [OLD, 'Nobody'] }, 'not_found', /Nobody/],
    [{ arms: [OLD, NEW], control: 'Twin' }, 'usage', /not one of the arms/],
    [{ arms: [OLD, NEW], split: ['old=2'] }, 'usage', /no share/],
    [{ arms: [OLD, NEW], start: '2026-06-01', end: '2026-05-01' }, 'usage', /before it starts/],
    [{ arms: [OLD, NEW], power: 0.01 }, 'usage', /power/],
    [{ arms: [OLD, NEW], upcoming: [OLD] }, 'usage', /twice/],
  ])('refuses %j', async (input, code, message) => {
    await expect(plan(project, input)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    })
  })
})
