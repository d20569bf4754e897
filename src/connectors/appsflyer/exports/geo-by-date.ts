import { partnerLayout } from './aggregate-columns.ts'

/** Geo report with one row per country, media source, campaign and day. */
export const geoByDate = partnerLayout(
  { id: 'geo-by-date', label: 'Geo (by date)' },
  ['day', 'country'],
  [
    { field: 'day', headers: ['Date'] },
    { field: 'country', headers: ['Country'] },
  ],
  [],
)
