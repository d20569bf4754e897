import { partnerLayout } from './aggregate-columns.ts'

/** Partners report over one whole period. */
export const partners = partnerLayout(
  { id: 'partners', label: 'Partners' },
  ['network'],
  [],
  ['Date', 'Country'],
)
