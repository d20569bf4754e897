/** A kind of outcome as a store tells it. */
interface StoredKind {
  readonly event?: unknown
  readonly counting?: unknown
  readonly validity?: unknown
  readonly cohort_day?: unknown
}

function eventOf({ event, cohort_day: day = null }: StoredKind): string {
  return day === null ? String(event) : `${event}.d${day}`
}

/** The field a kind of outcome is counted under in totals; rejected outcomes have names of their own. */
export function countField(kind: StoredKind): string {
  if (kind.validity === 'rejected') return `rejected.${eventOf(kind)}`
  return `${kind.counting === 'unique' ? 'unique' : 'event'}.${eventOf(kind)}`
}

/** The field the worth of a kind of outcome is summed under in totals. */
export function valueField(kind: StoredKind): string {
  return `${kind.validity === 'rejected' ? 'rejected_value' : 'value'}.${eventOf(kind)}`
}
