import type { ElementRatio, ElementRow, ElementsAnswer } from '#schema/answer/elements-answer.ts'
import { writeCount } from '#schema/write-count.ts'

const SHOWN = 8
const UNTRIED = 5

function change(ratio: number): string {
  return `${ratio >= 1 ? '+' : '−'}${Math.abs(100 * (ratio - 1)).toFixed(0)} %`
}

function range({ low, high }: ElementRatio): string {
  return `${change(low)} to ${change(high)}`
}

/** Text of a name inside a table or a sentence of Markdown. */
function plain(text: string): string {
  return text.replaceAll(/[\\|*_`<>[\]]/g, '\\$&').replaceAll(/\s+/g, ' ')
}

const named = ({ element, value }: { readonly element: string; readonly value: string }) =>
  `${plain(element)} = ${plain(value)}`

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return []
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line), '']
}

function found(rows: readonly ElementRow[], title: string, nothing: string): string[] {
  const lines = rows
    .slice(0, SHOWN)
    .flatMap((row) =>
      row.effect === null || row.qValue === null
        ? []
        : [
            [
              named(row),
              change(row.effect.ratio),
              range(row.effect),
              row.qValue < 0.001 ? '< 0.001' : row.qValue.toFixed(3),
              `${writeCount(row.creatives)} of ${writeCount(row.creatives + row.others)}`,
            ],
          ],
    )
  return [
    `## ${title}`,
    '',
    ...(lines.length === 0 ? [nothing, ''] : table(['Element', 'Effect', '95 %', 'q', 'Creatives'], lines)),
  ]
}

function list(items: readonly string[]): string[] {
  return items.length === 0 ? [] : [...items.map((item) => `- ${item}`), '']
}

/** The evidence on elements for somebody who briefs the next creatives, in Markdown: what is sure, what is open, what to try. */
export function writeBrief({
  question,
  creatives,
  explained,
  rows,
  channels,
  shared,
  untried,
  unread,
  notes,
  notComputed,
}: ElementsAnswer): string {
  const days =
    question.from === null ? 'all days' : `${question.from} to ${question.to} (${question.timezone})`
  const sure = rows.filter(({ verdict }) => verdict === 'higher')
  const against = rows
    .filter(({ verdict }) => verdict === 'lower')
    .toSorted((a, b) => (a.effect?.ratio ?? 1) - (b.effect?.ratio ?? 1))
  const open = rows
    .filter(({ verdict, pValue }) => verdict === 'open' && pValue !== null && pValue < 0.2)
    .toSorted((a, b) => (a.pValue ?? 1) - (b.pValue ?? 1))
  const differing = channels.flatMap(({ label, differences }) =>
    differences
      .filter(({ qValue }) => qValue <= 0.05)
      .map(
        (own) =>
          `${plain(label)}: ${named(own)} is worth ${own.times.ratio.toFixed(2)} times what it is elsewhere (${own.times.low.toFixed(2)} to ${own.times.high.toFixed(2)}, q ${own.qValue.toFixed(3)}).`,
      ),
  )
  const lines = [
    `# What goes with ${plain(question.label)}: elements of creatives`,
    '',
    `${writeCount(creatives.read)} creatives, ${days}${question.filters.length > 0 ? `, ${plain(question.filters.join(' and '))}` : ''}. Elements: ${question.elements.map(plain).join(', ') || 'none'}. ${
      explained === null
        ? `Not computed: ${notComputed.rows ?? 'nothing is known'}.`
        : `Elements go with ${Math.round(100 * explained)} % of what tells creatives apart; the rest is the single creative.`
    }`,
    '',
    'An effect is the rate of creatives that carry a value over that of creatives that carry another one, everything else held apart, and drawn to nothing by as much as it is uncertain. It is what goes with an element. Only a test says what it causes.',
    '',
    ...found(sure, 'Surely goes with a higher rate', 'Nothing, at a false-discovery rate of 5 %.'),
    ...found(against, 'Surely goes with a lower rate', 'Nothing, at a false-discovery rate of 5 %.'),
    ...found(open, 'Open: worth a test', 'Nothing that stands out.'),
    ...(differing.length === 0 ? [] : ['## Different by channel', '', ...list(differing)]),
    ...(shared === null
      ? []
      : [
          '## What winners share that losers lack',
          '',
          `${writeCount(shared.winners)} creatives are surely better than typical and ${writeCount(shared.losers)} surely worse (80 %). Nothing else is held apart here.`,
          '',
          ...table(
            ['Element', 'Winners', 'Losers', 'q'],
            shared.values
              .slice(0, SHOWN)
              .map((own) => [
                named(own),
                writeCount(own.winners),
                writeCount(own.losers),
                own.qValue < 0.001 ? '< 0.001' : own.qValue.toFixed(3),
              ]),
          ),
        ]),
    ...(untried === null || untried.rows.length === 0
      ? []
      : [
          '## Not tried yet',
          '',
          'Combinations of values that are carried already, one or two values away from a creative that ran. What elements promise is added up; that they also work together is what a test would show.',
          '',
          ...table(
            ['Like', 'But with', 'Elements promise', '95 %', 'Better than typical'],
            untried.rows
              .slice(0, UNTRIED)
              .map((own) => [
                plain(own.nearest.name),
                own.changes.map(named).join(', '),
                change(own.expected.ratio),
                range(own.expected),
                `${Math.round(100 * own.probabilityBetter)} %`,
              ]),
          ),
        ]),
    ...(unread.length === 0
      ? []
      : [
          '## Not computed',
          '',
          ...list(unread.map(({ element, reason }) => `${plain(element)}: ${reason}.`)),
        ]),
    ...(notes.length === 0
      ? []
      : ['## Know before use', '', ...list(notes.map(({ message }) => plain(message)))]),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}
