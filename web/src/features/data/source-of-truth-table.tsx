import type { ReconcileAnswer, SourceOfTruthRow } from '#schema/answer/reconcile-answer.ts'
import { capitalise, nameBasis, nameEvents } from '../../format/words.ts'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import section from '../answer/section.module.css'

const SAID_OF: Readonly<Record<SourceOfTruthRow['saidOf'], string>> = {
  app_on_network: 'the app on this network',
  app: 'the app',
  network: 'the network',
  all: 'the project',
  default: 'default',
}

/** Whose conversions answer for each network and app, and why. */
export function SourceOfTruthTable({ answer }: { answer: ReconcileAnswer }) {
  const rows = answer.sourceOfTruth
  const split = new Set(rows.flatMap(({ network, app }) => (app === null ? [] : [network])))
  const app: Column<SourceOfTruthRow> = {
    name: 'app',
    label: 'App',
    value: (row) => row.app,
    cell: (row) => row.app ?? (split.has(row.network) ? 'others' : 'all'),
  }
  const columns: Column<SourceOfTruthRow>[] = [
    { name: 'network', label: 'Network', value: (row) => row.networkLabel },
    ...(split.size > 0 ? [app] : []),
    {
      name: 'basis',
      label: 'Answered by',
      value: (row) => row.basis,
      cell: (row) => (row.basis === null ? 'nobody' : nameBasis(row.basis)),
    },
    { name: 'why', label: 'Why', value: (row) => row.why, cell: (row) => capitalise(row.why) },
    { name: 'order', label: 'Order', value: (row) => row.order.map(nameBasis).join(', ') },
    { name: 'said_of', label: 'Set for', value: (row) => SAID_OF[row.saidOf] },
  ]
  return (
    <div>
      <RecordTable
        title={`Whose ${nameEvents(answer.question.event)} answer`}
        file="source-of-truth"
        columns={columns}
        rows={rows}
        first={12}
        keyOf={(row) => JSON.stringify([row.network, row.app])}
      />
      <p className={section.quiet}>
        One basis answers for each network, and for each app that <code>sourceOfTruth</code> in permille.yaml
        names; two are never added. A question by campaign or creative may be answered by a later one of the
        order, and says so.
      </p>
    </div>
  )
}
