import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { JournalEvent } from '#schema/answer/journal-answer.ts'
import { CHANGE_KINDS, CHANGE_SCOPE, type ChangeKind, type ChangeScope } from '#schema/journal.ts'
import { saveEntry } from '../../api/journal.ts'
import { labelDimension } from '../../format/words.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import bar from '../scope/scope-bar.module.css'
import { labelKind } from './journal-words.ts'

export interface EntryFormProps {
  /** The entry that is corrected, or what reports tell that is written down; `null` writes a new one. */
  entry: JournalEvent | null
  onDone: () => void
}

/** Writes down a change, or corrects one. */
export function EntryForm({ entry, onDone }: EntryFormProps) {
  const queries = useQueryClient()
  const [date, setDate] = useState(entry?.day ?? '')
  const [kind, setKind] = useState<ChangeKind>(
    CHANGE_KINDS.find((known) => known === entry?.kind) ?? (entry === null ? 'store_page' : 'other'),
  )
  const [note, setNote] = useState(entry?.note ?? '')
  const [scope, setScope] = useState<ChangeScope>(entry?.scope ?? {})
  const number = entry?.number ?? null
  const save = useMutation({
    mutationFn: () => {
      const said = CHANGE_SCOPE.flatMap((name) => {
        const value = scope[name]?.trim() ?? ''
        return value === '' ? [] : [[name, value] as const]
      })
      return saveEntry(number, { date, kind, note: note.trim(), scope: Object.fromEntries(said) })
    },
    onSuccess: async () => {
      setDate('')
      setNote('')
      setScope({})
      onDone()
      await queries.invalidateQueries()
    },
  })
  return (
    <section aria-labelledby="entry-title">
      <h2 id="entry-title">{number === null ? 'Write down a change' : `Correct entry ${number}`}</h2>
      <form
        className={bar.bar}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <TextField label="Day" type="date" value={date} onChange={setDate} width={152} />
        <Select
          label="What"
          value={kind}
          options={CHANGE_KINDS.map((value) => ({ value, label: labelKind(value) }))}
          onChange={(next) => setKind(CHANGE_KINDS.find((known) => known === next) ?? 'other')}
          width={144}
        />
        {CHANGE_SCOPE.map((name) => (
          <TextField
            key={name}
            label={labelDimension(name)}
            placeholder="all"
            value={scope[name] ?? ''}
            onChange={(value) => setScope({ ...scope, [name]: value })}
            width={128}
          />
        ))}
        <TextField label="Note" value={note} onChange={setNote} width={280} />
        <Button type="submit" kind="primary" busy={save.isPending} disabled={date === ''}>
          {number === null ? 'Write it down' : 'Save'}
        </Button>
        {entry !== null && <Button onClick={onDone}>Leave it</Button>}
      </form>
      <ProblemNotice error={save.error} />
    </section>
  )
}
