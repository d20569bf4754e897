import { QueryAnswer } from '#schema/answer/query-answer.ts'
import { query } from '../operations/query.ts'
import { defineView, money, type ViewColumn } from './view.ts'

const TYPES: Readonly<Record<string, ViewColumn['type']>> = { number: 'number', boolean: 'boolean' }

export const queryView = defineView(query, QueryAnswer, ({ columns, rows }) => ({
  columns: columns.map(({ name, label, type }) => ({
    name,
    label: label === '' ? name : label,
    type: TYPES[type] ?? 'text',
  })),
  rows: rows.map((row) =>
    columns.map(({ name, unit }) => {
      const cell = row[name] ?? null
      return unit === 'money' && typeof cell === 'number' ? money(cell) : cell
    }),
  ),
}))
