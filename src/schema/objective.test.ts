import { expect, test } from 'vitest'
import { isReengagement } from './objective.ts'

test.each([
  'Re-engagement',
  'REENGAGEMENT',
  'app_retargeting',
  'APP_RE_ENGAGEMENT',
  'Remarketing (mobile apps)',
  're-attribution',
  'reinstall',
  'APP_ENGAGEMENTS',
  'App campaign for engagement',
  'User reactivation',
])('%s addresses people who have the app', (objective) => {
  expect(isReengagement(objective)).toBe(true)
})

test.each([
  'acquisition',
  'Mobile app installs',
  'OUTCOME_ENGAGEMENT',
  'OUTCOME_APP_PROMOTION',
  'Page engagement',
  'App promotion',
  'ua',
  'Market research',
  'Store installs',
])('%s does not say so', (objective) => {
  expect(isReengagement(objective)).toBe(false)
})
