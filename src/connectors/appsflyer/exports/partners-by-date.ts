import { partnerLayout } from './aggregate-columns.ts'

/** Partners report with one row per media source, campaign and day. */
export const partnersByDate = partnerLayout(
  { id: 'partners-by-date', label: 'Partners (by date)' },
  ['day', 'network'],
  [{ field: 'day', headers: ['Date'] }],
  ['Country'],
)
