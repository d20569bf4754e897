import type { DeliveryRow, OutcomeRow, RowDimensions } from '#schema/row.ts'
import { BLANK_DELIVERY } from '../blank-delivery.ts'
import { BLANK_DIMENSIONS } from '../blank-dimensions.ts'
import { isoWeek } from './iso-week.ts'
import { UPWORTHY_TESTS, type UpworthyArm } from './upworthy-tests.ts'

function* arms(): Generator<{ dimensions: RowDimensions; arm: UpworthyArm }> {
  for (const { test, week, arms } of UPWORTHY_TESTS) {
    const { from, to } = isoWeek(week)
    for (const [index, arm] of arms.entries()) {
      const dimensions = {
        ...BLANK_DIMENSIONS,
        period_start: from,
        period_end: to,
        network: 'Upworthy',
        account: 'Upworthy Research Archive',
        campaign_id: test,
        campaign: `Headline test ${test}`,
        creative_id: `${test}-${index + 1}`,
        creative: arm.headline,
        format: 'headline',
        tags: { eyecatcher: arm.eyecatcher },
      }
      yield { dimensions, arm }
    }
  }
}

/** One row for each arm: how often it was shown and clicked in the week of its test. */
export function* upworthyDelivery(): Generator<DeliveryRow> {
  for (const { dimensions, arm } of arms()) {
    yield {
      ...BLANK_DELIVERY,
      ...dimensions,
      basis: 'own',
      impressions: arm.impressions,
      clicks: arm.clicks,
    }
  }
}

/** The same clicks as conversions, so that a test of conversions per impression can read them. */
export function* upworthyOutcomes(): Generator<OutcomeRow> {
  for (const { dimensions, arm } of arms()) {
    yield {
      ...dimensions,
      event: 'click',
      count: arm.clicks,
      value: null,
      currency: null,
      counting: 'every',
      basis: 'own',
      attribution: 'click',
      date_basis: 'report',
      window: null,
      cohort_day: null,
      validity: 'accepted',
      rejection_reason: null,
    }
  }
}
