import { FatigueAnswer } from '#schema/answer/fatigue-answer.ts'
import { FraudAnswer } from '#schema/answer/fraud-answer.ts'
import { QueryAnswer } from '#schema/answer/query-answer.ts'
import { RankAnswer } from '#schema/answer/rank-answer.ts'
import type { Week } from '#schema/answer/week-answer.ts'
import { addDays } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'
import { askOperations } from '../alerts/ask-operations.ts'
import { sampleNote } from '../operations/sample-note.ts'
import type { Project } from '../project.ts'

const MOST = 10
const WORN = new Set(['exhausted', 'fatiguing'])
const CHANGE = '_previous_change'

function figuresOf({ columns, rows: [row] }: QueryAnswer): Week['figures'] {
  const read = (name: string) => {
    const cell = row?.[name] ?? null
    return typeof cell === 'number' ? cell : null
  }
  return columns
    .filter(({ name }) => !/_previous(_change)?$/.test(name))
    .map(({ name, label, unit }) => ({
      ...{ metric: name, label, unit, now: read(name) },
      ...{ before: read(`${name}_previous`), change: read(`${name}${CHANGE}`) },
    }))
}

/** Everything a weekly report says, from the operations' answers; a part that cannot be answered says why. */
export async function gatherWeek(project: Project): Promise<Week> {
  const ask = askOperations(project)
  const store = await project.store()
  const freshness = await store.freshness()
  const { config, alertLog, now } = project
  const newest = freshness.newestCompleteDay
  const to = newest === null ? null : addDays(newest, -config.matureAfter)
  const days = to === null ? null : { from: addDays(to, -6), to }
  const notComputed: Record<string, string> = {}
  const part = async <Answer>(name: string, answer: Promise<Answer>): Promise<Answer | null> => {
    try {
      return await answer
    } catch (error) {
      if (!(error instanceof PermilleError)) throw error
      notComputed[name] = error.message
      return null
    }
  }
  const ranking = await part(
    'winners',
    ask({ operation: 'rank', input: { last: '28d' }, answer: RankAnswer }),
  )
  const event = ranking?.question.event ?? null
  const rates =
    event === null || event === 'install'
      ? 'installs,ipm,cpi'
      : `conversions.${event},conversions_per_mille.${event},cpa.${event}`
  const figures =
    days === null
      ? null
      : await part(
          'figures',
          ask({
            operation: 'query',
            input: { metrics: `spend,impressions,${rates}`, ...days, compare: ['previous'] },
            answer: QueryAnswer,
          }),
        )
  if (days === null) notComputed.figures = 'no row carries a day'
  const worn = await part(
    'fatigue',
    ask({ operation: 'fatigue', input: { last: '90d' }, answer: FatigueAnswer }),
  )
  const sites = await part('fraud', ask({ operation: 'fraud', input: { last: '28d' }, answer: FraudAnswer }))
  const networks = await part(
    'targets',
    ask({ operation: 'rank', input: { by: 'network', last: '28d' }, answer: RankAnswer }),
  )
  const decided = (decision: string) =>
    (ranking?.rows ?? []).filter((row) => row.decision === decision).slice(0, MOST)
  const { currency } = await store.metricContext()
  return {
    project: freshness.sample ? 'sample' : config.name,
    days,
    before: figures?.question.comparedWith[0] ?? null,
    currency,
    event,
    figures: figures === null ? [] : figuresOf(figures),
    winners: decided('scale'),
    losers: decided('sunset').toSorted((a, b) => (b.spend ?? 0) - (a.spend ?? 0)),
    fatigue: (worn?.series ?? []).filter(({ state }) => WORN.has(state)).slice(0, MOST),
    fraud: (sites?.sites ?? [])
      .filter(({ verdict }) => verdict === 'fraudulent' || verdict === 'suspicious')
      .slice(0, MOST),
    targets: (networks?.rows ?? []).filter(({ target }) => target !== null),
    alerts: freshness.sample ? [] : alertLog.standing(now).filter(({ state }) => state === 'open'),
    heldBack: freshness.sample ? [] : [...(alertLog.lastCheck()?.held ?? [])],
    notComputed,
    notes: [...sampleNote(freshness), ...(figures?.notes ?? []).filter(({ code }) => code !== 'sample')],
    freshness,
  }
}
