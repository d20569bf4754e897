import { QueryAnswer } from '#schema/answer/query-answer.ts'
import { query } from '../operations/query.ts'
import { defineView, type ViewColumn } from './view.ts'

const TYPES: Readonly<Record<string, ViewColumn['type']>> = { number: 'number', boolean: 'boolean' }

export const queryView = defineView(query, QueryAnswer, ({ columns, rows }) => ({
  columns: columns.map(({ name, label, type }) => ({
    name,
    label: label === '' ? name : label,
    type: TYPES[type] ?? 'text',
  })),
  rows: rows.map((row) => columns.map(({ name }) => row[name] ?? null)),
}))
