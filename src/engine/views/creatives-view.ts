import { CreativesAnswer, type ListedCreative } from '#schema/answer/creatives-answer.ts'
import { creatives } from '../operations/creatives.ts'
import { defineView, type ReadColumn, tableOf, whyNot } from './view.ts'

const COLUMNS: readonly ReadColumn<ListedCreative>[] = [
  { name: 'key', type: 'text', read: ({ key }) => key },
  { name: 'name', type: 'text', read: ({ name }) => name },
  { name: 'networks', type: 'text', read: ({ networks }) => networks.join(' ') },
  { name: 'impressions', type: 'number', read: ({ impressions }) => impressions },
  { name: 'conversions', type: 'number', read: ({ conversions }) => conversions },
  { name: 'per_mille', type: 'number', read: (row) => row.perMille },
  { name: 'spend', type: 'number', read: ({ spend }) => spend },
  { name: 'not_computed', type: 'text', read: ({ notComputed }) => whyNot(notComputed) },
]

export const creativesView = defineView(creatives, CreativesAnswer, (answer) =>
  tableOf(COLUMNS, answer.creatives),
)
