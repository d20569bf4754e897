import { retentionBy } from '../retention-by.ts'

/** Classic: exactly on that day. */
export const retention = retentionBy({
  name: 'retention',
  label: 'Retention',
  event: 'retained',
  opened: (day) => `exactly on day ${day}`,
})
