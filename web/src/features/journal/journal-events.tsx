import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { JournalAnswer, JournalEvent } from '#schema/answer/journal-answer.ts'
import { projectQuery } from '../../api/answers.ts'
import { removeEntry, undoEntry } from '../../api/journal.ts'
import { formatDay } from '../../format/date.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import section from '../answer/section.module.css'
import { Notes } from '../provenance/notes.tsx'
import classes from './journal-events.module.css'
import { labelKind, labelScope } from './journal-words.ts'

export interface JournalEventsProps {
  answer: JournalAnswer
  onRead: (number: number) => void
  onEdit: (event: JournalEvent) => void
}

/** What happened, newest first; what people wrote down is read, corrected, removed and brought
 * back, and what reports tell can be written down to read what it did. */
export function JournalEvents({ answer, onRead, onEdit }: JournalEventsProps) {
  const networks = useQuery(projectQuery(null)).data?.networks
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries()
  const remove = useMutation({ mutationFn: removeEntry, onSuccess })
  const undo = useMutation({ mutationFn: undoEntry, onSuccess })
  const failed = remove.error ?? undo.error
  const { events, removed, notes } = answer
  return (
    <div>
      <Notes notes={notes} />
      <RecordTable
        title="What happened"
        file="journal"
        first={25}
        rows={events}
        keyOf={(row) => `${row.number} ${row.kind} ${row.day} ${JSON.stringify(row.scope)}`}
        columns={[
          { name: 'number', label: '#', numeric: true, value: (row) => row.number },
          {
            name: 'day',
            label: 'Day',
            line: true,
            value: (row) => row.day,
            cell: (row) => formatDay(row.day),
          },
          { name: 'kind', label: 'What', value: (row) => row.kind, cell: (row) => labelKind(row.kind) },
          {
            name: 'scope',
            label: 'About',
            value: (row) => labelScope(row.scope, networks),
            cell: (row) => <div className={section.name}>{labelScope(row.scope, networks)}</div>,
          },
          {
            name: 'note',
            label: 'Note',
            wide: true,
            value: (row) => (row.unseen === null ? row.note : `${row.note} (not yet on ${row.unseen})`),
          },
          {
            name: 'action',
            label: 'Action',
            line: true,
            value: (row) => (row.number === null ? 'told by reports' : 'written down'),
            cell: (row) =>
              row.number === null ? (
                <span className={classes.actions}>
                  <span className={section.quiet}>told by reports</span>
                  <Button
                    label={`Write down ${labelKind(row.kind)} of ${labelScope(row.scope)}`}
                    onClick={() => onEdit(row)}
                  >
                    Write down
                  </Button>
                </span>
              ) : (
                <span className={classes.actions}>
                  <Button
                    label={`What did it do: entry ${row.number}`}
                    onClick={() => onRead(row.number ?? 0)}
                  >
                    What did it do
                  </Button>
                  <Button label={`Correct entry ${row.number}`} onClick={() => onEdit(row)}>
                    Correct
                  </Button>
                  <Button
                    label={`Remove entry ${row.number}`}
                    busy={remove.isPending}
                    onClick={() => remove.mutate(row.number ?? 0)}
                  >
                    Remove
                  </Button>
                </span>
              ),
          },
        ]}
      />
      {removed.length > 0 && (
        <Notice severity="info">
          Removed:{' '}
          {removed.map(({ number, day, kind }) => (
            <Button key={number} kind="quiet" busy={undo.isPending} onClick={() => undo.mutate(number)}>
              Bring back {number} ({labelKind(kind)}, {formatDay(day)})
            </Button>
          ))}
        </Notice>
      )}
      <ProblemNotice error={failed} />
    </div>
  )
}
