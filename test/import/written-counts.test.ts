import { afterEach, beforeEach, expect, test } from 'vitest'
import { type OpenProject, openProject } from '../support/open-project.ts'

let project: OpenProject
beforeEach(async () => {
  project = await openProject()
})
afterEach(() => project.remove())

const messages = (answer: {
  readonly notes: readonly { readonly code: string; readonly message: string }[]
}) => Object.fromEntries(answer.notes.map(({ code, message }) => [code, message]))

test('sentences write counts as tables do, JSON keeps numbers', async () => {
  const report = await project.importText(
    'own.csv',
    'Creative,Shown,Clicked,Good\nA,12000,1234567,5\nB,90000,10,12345\nC,800,10,0\nTotal,102800,1234587,12350\n',
    {
      map: { creative: 'Creative', impressions: 'Shown', clicks: 'Clicked', 'event.install': 'Good' },
    },
  )
  expect(report.totals.clicks).toBe(1_234_587)
  expect(messages(report).clicks_above_impressions).toBe(
    'There are more clicks (1\u2009234\u2009587) than impressions (102\u2009800).',
  )
  const ranked = await project.rank({ minImpressions: 11_000 })
  expect(messages(ranked).below_minimum).toBe('1 with fewer than 11\u2009000 impressions are not shown.')
  expect(ranked.question.minImpressions).toBe(11_000)
})

test('a refusal among ranked rows writes its counts the same way', async () => {
  await project.importText('own.csv', 'Creative,Shown,Good\nA,1200,90000\nB,90000,345\n', {
    map: { creative: 'Creative', impressions: 'Shown', 'event.install': 'Good' },
  })
  const text = JSON.stringify(await project.rank())
  expect(text).toContain('90\u2009000 conversions of 1\u2009200')
})
