import { useMemo } from 'react'
import type { ElementRow } from '#schema/answer/elements-answer.ts'
import { formatChange, formatCount, formatShare } from '../../format/number.ts'
import { labelDimension } from '../../format/words.ts'
import { Missing } from '../../ui/missing.tsx'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'
import { fitEffectScale } from './effect-scale.ts'
import { EffectWhisker } from './effect-whisker.tsx'

const VERDICTS = { higher: 'Higher', lower: 'Lower', open: 'Open', not_computed: 'Not computed' } as const

export function formatQ(q: number): string {
  return q < 0.001 ? '< 0.001' : q.toFixed(3)
}

function remark({ isMisleading, alike, notComputed }: ElementRow): string {
  return [
    ...(notComputed.effect === undefined ? [] : [notComputed.effect]),
    ...(isMisleading ? ['plain rates say the opposite'] : []),
    ...alike.map(
      ({ element, value, correlation }) =>
        `cannot be told apart from ${correlation < 0 ? 'the lack of ' : ''}${labelDimension(element)} = ${value}`,
    ),
  ].join('; ')
}

/** Every value of every element with its effect drawn on one axis. */
export function EffectTable({
  title,
  file,
  rows,
  first,
}: {
  title: string
  file: string
  rows: readonly ElementRow[]
  first?: number
}) {
  const scale = useMemo(() => fitEffectScale(rows.map(({ effect }) => effect)), [rows])
  const columns = useMemo<Column<ElementRow>[]>(() => {
    const hasSpend = rows.some(({ spendShare }) => spendShare !== null)
    const spend: Column<ElementRow> = {
      name: 'spend_share',
      label: 'Of spend',
      numeric: true,
      value: (row) => row.spendShare,
      cell: (row) => (
        <Measure value={row.spendShare} format={formatShare} reason={row.notComputed.spendShare} />
      ),
    }
    return [
      {
        name: 'element',
        label: 'Element',
        value: (row) => row.element,
        cell: (row) => labelDimension(row.element),
      },
      { name: 'value', label: 'Value', value: (row) => row.value },
      {
        name: 'effect',
        label: 'Effect',
        numeric: true,
        value: (row) => row.effect?.ratio ?? null,
        cell: (row) => (
          <Measure
            value={row.effect === null ? null : row.effect.ratio - 1}
            format={formatChange}
            reason={row.notComputed.effect}
          />
        ),
      },
      {
        name: 'low',
        label: '95 % interval',
        value: (row) => row.effect?.low ?? null,
        cell: (row) =>
          row.effect === null ? (
            <Missing reason={row.notComputed.effect ?? 'It was not computed.'} />
          ) : (
            <EffectWhisker effect={row.effect} scale={scale} verdict={row.verdict} />
          ),
      },
      {
        name: 'high',
        label: 'From … to',
        value: (row) => row.effect?.high ?? null,
        cell: (row) =>
          row.effect === null
            ? ''
            : `${formatChange(row.effect.low - 1)}\u00a0…\u00a0${formatChange(row.effect.high - 1)}`,
      },
      {
        name: 'q',
        label: 'q',
        numeric: true,
        value: (row) => row.qValue,
        cell: (row) => <Measure value={row.qValue} format={formatQ} reason={row.notComputed.qValue} />,
      },
      {
        name: 'verdict',
        label: 'Rate',
        value: (row) => row.verdict,
        cell: (row) => VERDICTS[row.verdict],
      },
      {
        name: 'creatives',
        label: 'Creatives',
        numeric: true,
        value: (row) => row.creatives,
        cell: (row) => formatCount(row.creatives),
      },
      ...(hasSpend ? [spend] : []),
      { name: 'remark', label: 'Remark', below: true, value: remark },
    ]
  }, [rows, scale])
  return (
    <div>
      <RecordTable
        title={title}
        file={file}
        columns={columns}
        rows={rows}
        keyOf={({ element, value }) => JSON.stringify([element, value])}
        {...(first === undefined ? {} : { first })}
      />
      <p className={section.quiet}>
        Lines: 95 % intervals from {formatChange(scale.low - 1)} to {formatChange(scale.high - 1)}; the thin
        rule is no effect. An effect is what goes with a value against creatives that carry another one,
        everything else held apart.
      </p>
    </div>
  )
}
