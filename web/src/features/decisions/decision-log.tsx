import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type DecisionRow, type DecisionsAnswer, DoneAction } from '#schema/answer/decisions-answer.ts'
import type { Estimate } from '#schema/answer/rank-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { enterDone } from '../../api/decisions.ts'
import { formatDay } from '../../format/date.ts'
import { formatCount, formatProbability, formatRatio, formatShare } from '../../format/number.ts'
import { capitalise } from '../../format/words.ts'
import { FigureStrip } from '../../ui/figure-strip.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import { Select } from '../../ui/select.tsx'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'
import { EstimateText } from '../budget/estimate-text.tsx'
import { Notes } from '../provenance/notes.tsx'
import { OutcomeBadge } from './outcome-badge.tsx'
import { RemoveSuggestion } from './remove-suggestion.tsx'

const READ = 'read'

function doneLabel({ done }: DecisionRow): string {
  if (done === null || done.entered) return 'As delivered'
  return done.shareFactor === null
    ? capitalise(done.what)
    : `${capitalise(done.what)}, share ${formatRatio(done.shareFactor)}`
}

/** What was suggested, what was done about it, whether it held, and the score of the advice. */
export function DecisionLog({ sample }: { sample: string | null }) {
  const queries = useQueryClient()
  const asked = useQuery(askQuery<DecisionsAnswer>('decisions', sample === null ? {} : { sample: [sample] }))
  const enter = useMutation({
    mutationFn: ({ number, what }: { number: number; what: string }) =>
      enterDone(number, DoneAction.options.find((known) => known === what) ?? null),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['decisions'] }),
  })
  if (asked.isPending) return <PlaceholderRows count={3} label="Looking up what became of suggestions" />
  if (asked.isError) return <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />
  const { rows, score, days, notes } = asked.data
  if (rows.length === 0)
    return (
      <section aria-label="Suggestions">
        <h2>Suggestions</h2>
        <p className={section.quiet}>
          No suggestion is written down yet. The page Budget writes down the plan it shows; two weeks later it
          stands here whether it held.
        </p>
      </section>
    )
  const ratio = (
    name: string,
    label: string,
    read: (row: DecisionRow) => Estimate | null,
  ): Column<DecisionRow> => ({
    name,
    label,
    numeric: true,
    value: (row) => read(row)?.estimate ?? null,
    cell: (row) => <EstimateText value={read(row)} format={formatRatio} reason={row.why} />,
  })
  return (
    <div>
      <FigureStrip
        label="Score of the advice"
        figures={[
          { label: 'Held', value: formatCount(score.held) },
          { label: 'Failed', value: formatCount(score.failed) },
          { label: 'Open', value: formatCount(score.open) },
          { label: 'Waiting', value: formatCount(score.waiting) },
          {
            label: 'Share that held',
            value: <EstimateText value={score.share} format={formatShare} reason={score.notComputed.share} />,
          },
          {
            label: 'Claimed right',
            value: (
              <Measure value={score.claimed} format={formatProbability} reason={score.notComputed.claimed} />
            ),
          },
          {
            label: 'Seen right',
            value: <Measure value={score.seen} format={formatProbability} reason={score.notComputed.seen} />,
          },
        ]}
      />
      <RecordTable
        title="Suggestions"
        file="decisions"
        first={15}
        rows={rows}
        keyOf={({ number }) => String(number)}
        columns={[
          { name: 'number', label: '#', numeric: true, value: (row) => row.number },
          { name: 'to', label: 'Evidence to', value: (row) => row.to, cell: (row) => formatDay(row.to) },
          {
            name: 'action',
            label: 'What',
            value: (row) => row.action,
            cell: (row) => capitalise(row.action),
          },
          {
            name: 'name',
            label: 'About',
            value: (row) => row.name,
            cell: (row) => <div className={section.name}>{row.name}</div>,
          },
          {
            name: 'measured',
            label: 'Measured',
            numeric: true,
            value: (row) => row.evidence.measured,
            cell: (row) => <Measure value={row.evidence.measured} format={formatRatio} />,
          },
          ratio('believed', 'Believed', ({ evidence }) => evidence.believed),
          {
            name: 'claimed',
            label: 'Claimed',
            numeric: true,
            value: (row) => row.evidence.claimed,
            cell: (row) => <Measure value={row.evidence.claimed} format={formatProbability} />,
          },
          {
            name: 'done',
            label: 'Done',
            value: (row) => row.done?.what ?? null,
            cell: (row) => (
              <Select
                label={`Done about suggestion ${row.number}`}
                hideLabel
                width={176}
                value={row.done?.entered === true ? row.done.what : READ}
                options={[
                  { value: READ, label: doneLabel(row) },
                  ...DoneAction.options.map((value) => ({ value, label: `${capitalise(value)} (entered)` })),
                ]}
                onChange={(what) => enter.mutate({ number: row.number, what })}
              />
            ),
          },
          ratio('later', `${days} days later`, ({ later }) => later),
          {
            name: 'outcome',
            label: 'Outcome',
            value: (row) => row.outcome,
            cell: (row) => <OutcomeBadge outcome={row.outcome} />,
          },
          {
            name: 'actions',
            label: 'Actions',
            value: () => null,
            cell: ({ number, name }) => <RemoveSuggestion number={number} name={name} />,
          },
          { name: 'why', label: 'Why', below: true, value: (row) => capitalise(row.why) },
        ]}
      />
      <Notes notes={notes} />
      <ProblemNotice error={enter.error} />
    </div>
  )
}
