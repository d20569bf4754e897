import type { PowerAnswer, TestPrice } from '#schema/answer/power-answer.ts'
import type { Note } from '#schema/note.ts'
import { planExperiment } from '#stats/index.ts'

const MINIMUM_DAYS = 7

function priceOf(installsPerArm: number, question: PowerAnswer['question']): TestPrice {
  const impressionsPerArm = Math.ceil((installsPerArm * 1000) / question.ipm - 1e-9)
  const impressions = impressionsPerArm * question.arms
  const { cpm, dailyImpressions } = question
  return {
    installsPerArm,
    impressionsPerArm,
    impressions,
    spend: cpm === null ? null : (impressions * cpm) / 1000,
    days:
      dailyImpressions === null ? null : Math.max(MINIMUM_DAYS, Math.ceil(impressions / dailyImpressions)),
  }
}

/** What a test that finds a lift costs: in installs, impressions, money and days, for each way to read it. */
export function priceTest(question: PowerAnswer['question']): PowerAnswer {
  const { lift, power, alpha, arms, dispersion, cpm, dailyImpressions } = question
  const plan = planExperiment({ lift, power, alpha, arms, phi: dispersion })
  const peekSafe = priceOf(plan.peekSafeConversions, question)
  const notes: Note[] = [
    {
      code: 'peeking',
      severity: 'info',
      message: `At the fixed-horizon price a test that may be read every day has only about 50 % power; for ${Math.round(power * 100)} % it needs 1.7 times as much.`,
    },
  ]
  if (dailyImpressions !== null && peekSafe.impressions <= dailyImpressions * (MINIMUM_DAYS - 1)) {
    notes.push({
      code: 'minimum_run',
      severity: 'info',
      message: `A test runs at least ${MINIMUM_DAYS} complete days, however soon the impressions are there: weekdays differ.`,
    })
  }
  return {
    question,
    fixedHorizon: priceOf(plan.controlConversions, question),
    peekSafe,
    declaredHorizon: priceOf(plan.declaredHorizonConversions, question),
    notComputed: {
      ...(cpm === null ? { spend: 'no CPM was given' } : {}),
      ...(dailyImpressions === null ? { days: 'no daily impressions were given' } : {}),
    },
    notes,
  }
}
