import { retentionBy } from '../retention-by.ts'

/** Rolling: on that day or any later one. */
export const retentionRolling = retentionBy({
  name: 'retention_rolling',
  label: 'Rolling retention',
  event: 'retained_rolling',
  opened: (day) => `on day ${day} or later`,
})
