import type { JournalEffectAnswer, ReadSide } from '#schema/answer/journal-effect-answer.ts'
import type { Estimate } from '#schema/answer/rank-answer.ts'
import { describeScope } from './journal-parts.ts'
import { formatNumber, formatPerMille, type Presentation } from './presentation.ts'

function factor(value: Estimate | null): string {
  if (value === null) return '—'
  return `×${value.estimate.toFixed(3)} (${value.low.toFixed(3)}–${value.high.toFixed(3)})`
}

function rowOf(name: string, { before, after, ratio }: ReadSide): string[] {
  return [
    name,
    formatNumber(before.conversions),
    formatPerMille(before.perMille),
    formatNumber(after.conversions),
    formatPerMille(after.perMille),
    factor(ratio),
  ]
}

/** A before/after reading: its sentence, both sides, and what it rests on. */
export function presentJournalEffect(answer: JournalEffectAnswer): Presentation {
  const { entry, question, changed, rest, before, after, effect, sentence, drift, dispersion, notes } = answer
  const right = (label: string) => ({ label, align: 'right' as const })
  const days =
    after === null
      ? `${before.from} … ${before.to}`
      : `${before.from} … ${before.to} against ${after.from} … ${after.to}`
  return [
    { kind: 'text', text: sentence },
    {
      kind: 'table',
      columns: [
        { label: '', align: 'left' },
        right(`${question.event} before`),
        right('per mille'),
        right(`${question.event} after`),
        right('per mille'),
        right('same places'),
      ],
      rows: [rowOf(describeScope(entry.scope), changed), rowOf('the rest', rest)],
    },
    {
      kind: 'text',
      text: `effect ${factor(effect)} · ${days} · inside the same network${question.by.map((name) => ` × ${name}`).join('')}`,
    },
    {
      kind: 'text',
      text: `over-dispersion ${dispersion.toFixed(2)}, drift ×${drift.factor.toFixed(2)} from ${drift.windows} earlier windows`,
    },
    { kind: 'notes', notes },
  ]
}
