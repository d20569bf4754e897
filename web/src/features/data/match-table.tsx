import type { MatchesAnswer, MatchRow } from '#schema/answer/matches-answer.ts'
import { formatCount, formatShare } from '../../format/number.ts'
import { capitalise, labelDimension, nameBasis, nameEvents, toSentence } from '../../format/words.ts'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'
import { originOf } from '../provenance/origin.ts'
import { WhereFrom } from '../provenance/where-from.tsx'

/** How many conversions of each network fall on something it delivered. */
export function MatchTable({ answer }: { answer: MatchesAnswer }) {
  const { event } = answer.question
  // What needs a hand first.
  const rows = answer.rows.toSorted((a, b) => Number(b.advice !== null) - Number(a.advice !== null))
  const columns: Column<MatchRow>[] = [
    { name: 'network', label: 'Network', value: (row) => row.networkLabel },
    { name: 'app', label: 'App', value: (row) => row.app, cell: (row) => row.app ?? 'all' },
    { name: 'level', label: 'Level', value: (row) => labelDimension(row.level) },
    { name: 'basis', label: 'Counted by', value: (row) => nameBasis(row.basis) },
    {
      name: 'conversions',
      label: capitalise(nameEvents(event)),
      numeric: true,
      value: (row) => row.conversions,
      cell: (row) => formatCount(row.conversions),
    },
    {
      name: 'share',
      label: 'Matched',
      numeric: true,
      value: (row) => row.share,
      cell: (row) => <Measure value={row.share} format={formatShare} reason={row.notComputed.share} />,
    },
    {
      name: 'rules',
      label: 'By',
      value: (row) =>
        row.rules.map(({ rule, conversions }) => `${rule} ${formatCount(conversions)}`).join(', '),
    },
    {
      name: 'unmatched',
      label: 'Largest unmatched',
      value: (row) => row.largestUnmatched.map(({ name }) => name ?? 'no name').join('; '),
      cell: (row) => (
        <div className={section.name}>
          {row.largestUnmatched.length === 0
            ? 'none'
            : row.largestUnmatched
                .slice(0, 3)
                .map(({ name, conversions }) => `${name ?? 'no name'} (${formatCount(conversions)})`)
                .join('; ')}
        </div>
      ),
    },
    {
      name: 'advice',
      wide: true,
      label: 'What to do',
      value: (row) => row.advice,
      cell: (row) => (row.advice === null ? 'nothing' : toSentence(row.advice)),
    },
  ]
  return (
    <div>
      <RecordTable
        title="Conversions matched with delivery"
        file="matches"
        columns={columns}
        rows={rows}
        first={12}
        keyOf={({ network, app, level, basis }) => JSON.stringify([network, app, level, basis])}
        tools={<WhereFrom origin={originOf(answer, [['Counted', event]])} of="matches" />}
      />
      <p className={section.quiet}>
        Below {formatShare(answer.threshold)} the source of truth passes a basis by: the network’s own counts
        answer instead, labelled.
      </p>
    </div>
  )
}
