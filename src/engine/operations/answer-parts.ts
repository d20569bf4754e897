import type { MetricAnswer, MetricContext } from '#metrics/index.ts'
import type { Freshness } from '#schema/answer/freshness.ts'
import type { ResolvedQuestion } from '#schema/answer/question.ts'
import type { Note } from '#schema/note.ts'
import { sampleNote } from './sample-note.ts'

function zonesOf({ plan }: MetricAnswer): readonly string[] {
  const used = new Set(plan.components.flatMap(({ variants }) => variants.flatMap(({ loads }) => loads)))
  const zones = plan.catalogue.loads.filter(({ load }) => used.has(load)).flatMap(({ zone }) => zone ?? [])
  return [...new Set(zones)].sort()
}

/** Every basis that answered each component in any of the answers. */
export function basesOf(answers: readonly MetricAnswer[]): ResolvedQuestion['basis'] {
  const all = answers.flatMap(({ basis }) => Object.entries(basis))
  return Object.fromEntries(
    [...Map.groupBy(all, ([key]) => key)].map(([key, found]) => [
      key,
      [...new Set(found.flatMap(([, bases]) => bases))].sort(),
    ]),
  )
}

/** The question an answer is about, every default resolved. */
export function resolvedQuestion(answer: MetricAnswer, context: MetricContext): ResolvedQuestion {
  const { from, to, includesDateless } = answer.plan.range
  const dateless = answer.plan.catalogue.slices.some((slice) => slice.from === null)
  return {
    from,
    to,
    includesDateless: includesDateless && dateless,
    timezone: zonesOf(answer).join(', ') || context.timezone,
    basis: basesOf([answer]),
    filters: [...answer.filters],
  }
}

/** What a reader of any answer about rows must know. */
export function answerNotes(
  answer: MetricAnswer,
  context: MetricContext,
  freshness: Freshness,
): readonly Note[] {
  const notes: Note[] = [...sampleNote(freshness), ...answer.notes]
  const zones = zonesOf(answer)
  if (zones.length > 1) {
    notes.push({
      code: 'mixed_zones',
      severity: 'info',
      message: `Days are those of each account: ${zones.join(', ')}; they are not moved between zones.`,
    })
  }
  for (const [field, bases] of Object.entries(answer.basis)) {
    if (bases.length > 1) {
      notes.push({
        code: 'mixed_basis',
        severity: 'warning',
        message: `${field} is answered on different bases for different networks (${bases.join(', ')}); compare networks with care.`,
      })
    }
  }
  return [...notes, ...provisionalNotes(answer, context)]
}

function provisionalNotes({ plan }: MetricAnswer, { catalogue }: MetricContext): readonly Note[] {
  const { to } = plan.range
  if (plan.query.maturity === 'include' || plan.query.maturity === 'exclude') return []
  const changing = catalogue.provisional.filter(({ from }) => to === null || from <= to)
  if (changing.length === 0) return []
  const since = changing
    .toSorted((a, b) => a.from.localeCompare(b.from) || a.sourceLabel.localeCompare(b.sourceLabel))
    .map(({ sourceLabel, from }) => `${sourceLabel} from ${from}`)
  return [
    {
      code: 'provisional',
      severity: 'info',
      message: `Numbers may still change: ${since.join(', ')} on.`,
    },
  ]
}
