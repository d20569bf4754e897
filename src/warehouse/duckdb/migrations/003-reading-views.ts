import { READING_VIEWS } from '../../reading-views.ts'

/** Views for SQL that people write. */
export const readingViews = {
  version: 3,
  statements: Object.entries(READING_VIEWS).map(([name, { sql }]) => `CREATE VIEW ${name} AS ${sql}`),
} as const
