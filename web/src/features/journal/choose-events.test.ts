import { expect, test } from 'vitest'
import type { JournalEvent } from '#schema/answer/journal-answer.ts'
import { chooseEvents, MOST_MARKS } from './choose-events.ts'

const event = (day: string, number: number | null, creative?: string): JournalEvent => ({
  day,
  kind: number === null ? 'launch' : 'bid',
  scope: creative === undefined ? {} : { creative },
  note: '',
  number,
  unseen: null,
})
const days = { from: '2026-09-01', to: '2026-09-30' }

test('marks entries by number and launches by letter, oldest first, and none of other days or objects', () => {
  const chosen = chooseEvents(
    [
      event('2026-09-20', 2),
      event('2026-08-31', 1),
      event('2026-09-10', null, 'Cat'),
      event('2026-09-11', null, 'Dog'),
    ],
    days,
    ['Cat'],
    'creative',
  )
  expect(chosen.map(({ day, mark }) => [day, mark])).toEqual([
    ['2026-09-10', 'a'],
    ['2026-09-20', '2'],
  ])
})

test('marks a release on the plot of any object', () => {
  const release: JournalEvent = { ...event('2026-09-12', null), kind: 'app_release', scope: { os: 'ios' } }
  expect(chooseEvents([release, event('2026-09-11', null, 'Dog')], days, ['Cat'], 'creative')).toEqual([
    { ...release, mark: 'a' },
  ])
})

test('keeps what people wrote down where there is too much', () => {
  const launches = Array.from({ length: 30 }, () => event('2026-09-02', null, 'Cat'))
  const chosen = chooseEvents([...launches, event('2026-09-20', 7)], days, null, 'creative')
  expect(chosen).toHaveLength(MOST_MARKS)
  expect(chosen.at(-1)?.number).toBe(7)
})
