import { useMemo } from 'react'
import type {
  ElementChannel,
  ElementsAnswer,
  SharedValue,
  UntriedRow,
} from '#schema/answer/elements-answer.ts'
import {
  formatChange,
  formatCount,
  formatProbability,
  formatRatio,
  formatShare,
} from '../../format/number.ts'
import { labelDimension, toSentence } from '../../format/words.ts'
import { FigureStrip } from '../../ui/figure-strip.tsx'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import section from '../answer/section.module.css'
import { Notes } from '../provenance/notes.tsx'
import { EffectTable, formatQ } from './effect-table.tsx'

type Difference = ElementChannel['differences'][number] & { readonly channel: string }

const named = ({ element, value }: { element: string; value: string }) =>
  `${labelDimension(element)} = ${value}`
const share = (value: number | null) => (value === null ? '—' : formatShare(value))

const DIFFERENCES: Column<Difference>[] = [
  { name: 'channel', label: 'Where', value: (row) => row.channel },
  { name: 'element', label: 'Element', value: named },
  {
    name: 'times',
    label: 'Here against elsewhere',
    numeric: true,
    value: (row) => row.times.ratio,
    cell: (row) => formatRatio(row.times.ratio),
  },
  {
    name: 'low',
    label: '95 %',
    value: (row) => row.times.low,
    cell: (row) => `${formatRatio(row.times.low)} … ${formatRatio(row.times.high)}`,
  },
  { name: 'q', label: 'q', numeric: true, value: (row) => row.qValue, cell: (row) => formatQ(row.qValue) },
  { name: 'creatives', label: 'Creatives', numeric: true, value: (row) => row.creatives },
]

const UNTRIED: Column<UntriedRow>[] = [
  { name: 'like', label: 'Like', wide: true, value: (row) => row.nearest.name },
  { name: 'with', label: 'But with', wide: true, value: (row) => row.changes.map(named).join(', ') },
  {
    name: 'expected',
    label: 'Elements promise',
    numeric: true,
    value: (row) => row.expected.ratio,
    cell: (row) => formatChange(row.expected.ratio - 1),
  },
  {
    name: 'low',
    label: '95 %',
    value: (row) => row.expected.low,
    cell: (row) => `${formatChange(row.expected.low - 1)} … ${formatChange(row.expected.high - 1)}`,
  },
  {
    name: 'creative',
    label: 'One creative',
    value: (row) => row.creative.low,
    cell: (row) => `${formatChange(row.creative.low - 1)} … ${formatChange(row.creative.high - 1)}`,
  },
  {
    name: 'better',
    label: 'Better than typical',
    numeric: true,
    value: (row) => row.probabilityBetter,
    cell: (row) => formatProbability(row.probabilityBetter),
  },
]

/** Everything an answer about elements says, the effects first. */
export function ElementsReadout({ answer, stale }: { answer: ElementsAnswer; stale: boolean }) {
  const { rows, channels, shared, untried, creatives, explained, unread, notComputed } = answer
  const differences = useMemo(
    () => channels.flatMap(({ label, differences: own }) => own.map((one) => ({ ...one, channel: label }))),
    [channels],
  )
  const sharing = useMemo<Column<SharedValue>[]>(
    () => [
      { name: 'element', label: 'Element', value: named },
      {
        name: 'winners',
        label: `Of ${formatCount(shared?.winners ?? 0)} winners`,
        numeric: true,
        value: (row) => row.winners,
      },
      {
        name: 'losers',
        label: `Of ${formatCount(shared?.losers ?? 0)} losers`,
        numeric: true,
        value: (row) => row.losers,
      },
      {
        name: 'q',
        label: 'q',
        numeric: true,
        value: (row) => row.qValue,
        cell: (row) => formatQ(row.qValue),
      },
    ],
    [shared],
  )
  return (
    <div className={section.parts} data-stale={stale} aria-busy={stale}>
      <FigureStrip
        label="What was read"
        figures={[
          { label: 'Creatives', value: formatCount(creatives.read) },
          { label: 'Goes with elements', value: share(explained) },
          {
            label: 'Surely higher',
            value: formatCount(rows.filter(({ verdict }) => verdict === 'higher').length),
          },
          {
            label: 'Surely lower',
            value: formatCount(rows.filter(({ verdict }) => verdict === 'lower').length),
          },
        ]}
      />
      <Notes notes={answer.notes.filter(({ code }) => code !== 'sample')} />
      {rows.length > 0 && <EffectTable title="Effects" file="elements" rows={rows} first={30} />}
      {unread.length > 0 && (
        <section aria-label="Not computed">
          <h2>Not computed</h2>
          {unread.map(({ element, reason }) => (
            <p key={element} className={section.quiet}>
              {labelDimension(element)}: {reason}.
            </p>
          ))}
        </section>
      )}
      {channels.length > 0 && (
        <RecordTable
          title={`Different by ${answer.question.per ?? 'channel'}`}
          file="elements-channels"
          columns={DIFFERENCES}
          rows={differences.toSorted((a, b) => a.pValue - b.pValue)}
          keyOf={(row) => JSON.stringify([row.channel, row.element, row.value])}
          first={10}
        />
      )}
      {channels.map(({ channel, label, rows: own, notComputed: why }) =>
        own.length === 0 ? (
          <p key={channel} className={section.quiet}>
            {label}: {why.rows ?? 'nothing was read'}.
          </p>
        ) : (
          <EffectTable key={channel} title={label} file={`elements-${channel}`} rows={own} first={6} />
        ),
      )}
      {shared === null || shared.values.length === 0 ? (
        <p className={section.quiet}>
          {toSentence(`winners and losers: ${notComputed.shared ?? 'no value is carried by enough of them'}`)}
        </p>
      ) : (
        <RecordTable
          title="What winners share that losers lack"
          file="elements-winners"
          columns={sharing}
          rows={shared.values}
          keyOf={({ element, value }) => JSON.stringify([element, value])}
          first={10}
        />
      )}
      {untried === null ? (
        <p className={section.quiet}>
          {toSentence(`untried combinations: ${notComputed.untried ?? 'not computed'}`)}
        </p>
      ) : (
        <RecordTable
          title="Not tried yet"
          file="elements-untried"
          columns={UNTRIED}
          rows={untried.rows}
          keyOf={({ values, nearest }) => JSON.stringify([nearest.key, values])}
          first={8}
        />
      )}
    </div>
  )
}
