import type { SyncsAnswer } from '#schema/answer/sync-answer.ts'
import { formatMoment } from '../../format/date.ts'
import { formatBytes, formatCount } from '../../format/number.ts'
import { capitalise } from '../../format/words.ts'
import { RecordTable } from '../../ui/record-table.tsx'
import { formatSpan } from '../jobs/describe-job.ts'

/** Every sync that was begun, newest first: what it cost and how it ended. */
export function SyncTable({ syncs }: { syncs: SyncsAnswer['syncs'] }) {
  return (
    <RecordTable
      title="Syncs"
      file="syncs"
      first={10}
      rows={syncs}
      keyOf={({ sync }) => String(sync)}
      columns={[
        { name: 'connection', label: 'Connection', value: ({ connection }) => connection },
        {
          name: 'started_at',
          label: 'Began',
          value: ({ startedAt }) => startedAt,
          cell: ({ startedAt }) => formatMoment(startedAt),
        },
        {
          name: 'state',
          wide: true,
          label: 'How it ended',
          value: ({ state, message }) => (message === null ? state : `${state}: ${message}`),
          cell: ({ state, message }) => capitalise(message === null ? state : `${state}: ${message}`),
        },
        {
          name: 'rows',
          label: 'Rows',
          numeric: true,
          value: ({ rows }) => rows,
          cell: ({ rows }) => formatCount(rows),
        },
        {
          name: 'requests',
          label: 'Requests',
          numeric: true,
          value: ({ requests }) => requests,
          cell: ({ requests }) => formatCount(requests),
        },
        {
          name: 'retries',
          label: 'Tried again',
          numeric: true,
          value: ({ retries }) => retries,
          cell: ({ retries }) => formatCount(retries),
        },
        {
          name: 'bytes',
          label: 'Received',
          numeric: true,
          value: ({ bytes }) => bytes,
          cell: ({ bytes }) => formatBytes(bytes),
        },
        {
          name: 'waited_seconds',
          label: 'Waited',
          numeric: true,
          value: ({ waitedSeconds }) => waitedSeconds,
          cell: ({ waitedSeconds }) => (waitedSeconds === 0 ? '0 s' : formatSpan(waitedSeconds)),
        },
      ]}
    />
  )
}
