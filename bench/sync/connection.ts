/** What is entered to connect the served organisation; nobody checks the key. */
export const FIELDS = { organization: '1234567', keyId: 'key', secretKey: 'secret' }

/** The address of a report of days, both included. */
export function reportAddress(from: string, end: string): string {
  return `https://services.api.unity.com/advertise/stats/v2/organizations/${FIELDS.organization}/reports/acquisitions?start=${from}T00:00:00Z&end=${end}T00:00:00Z`
}
