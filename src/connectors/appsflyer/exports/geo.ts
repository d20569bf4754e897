import { partnerLayout } from './aggregate-columns.ts'

/** Geo report over one whole period. */
export const geo = partnerLayout(
  { id: 'geo', label: 'Geo' },
  ['country'],
  [{ field: 'country', headers: ['Country'] }],
  ['Date'],
)
