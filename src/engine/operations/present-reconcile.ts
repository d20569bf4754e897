import type { ReconcileAnswer, SourceOfTruthRow } from '#schema/answer/reconcile-answer.ts'
import { formatNumber, formatShare, type Presentation } from './presentation.ts'

const days = ({ from, to }: { readonly from: string | null; readonly to: string | null }) =>
  from === null ? 'no dates' : `${from} … ${to}`

const amount = (value: number) => formatNumber(value, Number.isInteger(value) ? 0 : 2)

const SAID_OF: Readonly<Record<SourceOfTruthRow['saidOf'], string>> = {
  app_on_network: 'said of the app on this network',
  app: 'said of the app',
  network: 'said of the network',
  all: 'said of all',
  default: 'the default',
}

function presentSourceOfTruth({ sourceOfTruth, question }: ReconcileAnswer): Presentation {
  if (sourceOfTruth.length === 0) return []
  const split = new Set(sourceOfTruth.flatMap(({ network, app }) => (app === null ? [] : [network])))
  const hasApps = split.size > 0
  return [
    {
      kind: 'table',
      columns: [
        { label: 'network', align: 'left' },
        ...(hasApps ? [{ label: 'app', align: 'left' as const }] : []),
        { label: `${question.event} answered by`, align: 'left' },
        { label: 'why', align: 'left' },
        { label: 'order', align: 'left' },
        { label: '', align: 'left' },
      ],
      rows: sourceOfTruth.map((row) => [
        row.networkLabel,
        ...(hasApps ? [row.app ?? (split.has(row.network) ? 'others' : 'all')] : []),
        row.basis ?? '—',
        row.why,
        row.order.join(', '),
        SAID_OF[row.saidOf],
      ]),
    },
  ]
}

/** What files say of themselves, then what networks claim, each beside what was counted. */
export function presentReconcile(answer: ReconcileAnswer): Presentation {
  const { loads, discrepancies, question, notes } = answer
  const hasApps = discrepancies.some(({ app }) => app !== null)
  return [
    {
      kind: 'table',
      columns: [
        { label: 'load', align: 'right' },
        { label: 'source', align: 'left' },
        { label: 'days', align: 'left' },
        { label: 'field', align: 'left' },
        { label: 'our rows', align: 'right' },
        { label: 'its total row', align: 'right' },
        { label: 'ours ÷ its', align: 'right' },
        { label: '', align: 'left' },
      ],
      rows: loads.flatMap((load) => {
        const about = [load.load, load.sourceLabel, days(load)]
        if (load.fields.length === 0) return [[...about, '—', '—', '—', '—', 'no total row']]
        return load.fields.map(({ field, ours, stated, ratio, agrees }) => [
          ...about,
          field,
          amount(ours),
          amount(stated),
          formatShare(ratio),
          agrees ? 'agrees' : 'DIFFERS',
        ])
      }),
    },
    ...(discrepancies.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            columns: [
              { label: 'network', align: 'left' as const },
              ...(hasApps ? [{ label: 'app', align: 'left' as const }] : []),
              { label: 'days', align: 'left' as const },
              { label: `${question.event} claimed`, align: 'right' as const },
              { label: 'counted (basis)', align: 'right' as const },
              { label: 'counted ÷ claimed', align: 'right' as const },
              { label: '', align: 'left' as const },
            ],
            rows: discrepancies.map((row) => [
              row.networkLabel,
              ...(hasApps ? [row.app ?? '—'] : []),
              days(row),
              formatNumber(row.claimed),
              `${formatNumber(row.counted)} (${row.basis})`,
              formatShare(row.ratio),
              row.notComputed.ratio ?? '',
            ]),
          },
        ]),
    ...presentSourceOfTruth(answer),
    { kind: 'notes', notes },
  ]
}
