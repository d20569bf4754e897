import { retentionBy } from '../retention-by.ts'

/** Bracket: on any day from the first up to that one. */
export const retentionBracket = retentionBy({
  name: 'retention_bracket',
  label: 'Bracket retention',
  event: 'retained_bracket',
  opened: (day) => `on any day from 1 to ${day}`,
})
