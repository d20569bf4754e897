/** Names of the metrics that count one event, as the HTTP API takes them. */
export interface EventMetrics {
  count: string
  rate: string
  cost: string
  perClick: string
  /** Of these, after a view alone. */
  viewShare: string
}

export function eventMetrics(event: string): EventMetrics {
  if (event === 'install')
    return {
      count: 'installs',
      rate: 'ipm',
      cost: 'cpi',
      perClick: 'cvr.install',
      viewShare: 'view_through_share.install',
    }
  return {
    count: `conversions.${event}`,
    rate: `conversions_per_mille.${event}`,
    cost: `cpa.${event}`,
    perClick: `cvr.${event}`,
    viewShare: `view_through_share.${event}`,
  }
}

/** What the cost of one conversion is called. */
export function nameCost(event: string): string {
  return event === 'install' ? 'CPI' : `Cost per ${event.replaceAll(/[._]/g, ' ')}`
}
