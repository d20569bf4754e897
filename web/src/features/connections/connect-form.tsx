import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConnectAnswer, ConnectionsAnswer } from '#schema/answer/connection-answer.ts'
import { saveConnection, syncConnection } from '../../api/connections.ts'
import { toSentence } from '../../format/words.ts'
import { Button } from '../../ui/button.tsx'
import { EntryField } from '../../ui/entry-field.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import classes from './connect-form.module.css'
import { freeName, misfit } from './entered.ts'
import { Findings } from './findings.tsx'

type DeclaredSource = ConnectionsAnswer['sources'][number]

export interface ConnectFormProps {
  answer: ConnectionsAnswer
  /** The connection that is changed; `null` for a new one. */
  changed: string | null
  onDone: () => void
}

/** The fields a source declares; what is entered is kept and tried, and the first sync begins by itself. */
export function ConnectForm({ answer, changed, onDone }: ConnectFormProps) {
  const queries = useQueryClient()
  const known = answer.connections.find(({ connection }) => connection === changed)
  const [source, setSource] = useState<string | null>(known?.source ?? null)
  const [name, setName] = useState(changed ?? '')
  const [since, setSince] = useState('')
  const [set, setSet] = useState<Readonly<Record<string, string>>>({})
  const declared = answer.sources.find(({ name }) => name === source)
  const save = useMutation({
    mutationFn: saveConnection,
    onSuccess: async ({ check, saved }) => {
      // A secret stays on the page no longer than it takes to send it.
      setSet({})
      if (check?.ok === true && saved !== null) {
        void syncConnection(queries, saved).catch(() => {})
        onDone()
      }
      await queries.invalidateQueries({ queryKey: ['connections'] })
    },
  })
  const isNew = known === undefined && save.data?.saved !== name

  function choose(next: string) {
    setSource(next)
    setName(
      freeName(
        next,
        answer.connections.map(({ connection }) => connection),
      ),
    )
    setSet({})
    save.reset()
  }

  const wrong = declared === undefined ? [] : wrongFields(declared, set, isNew)
  return (
    <form
      className={classes.form}
      aria-label={changed === null ? 'Connect a source' : `Change ${changed}`}
      onSubmit={(event) => {
        event.preventDefault()
        if (source === null || wrong.length > 0) return
        const given = Object.entries(set).flatMap(([field, text]) =>
          text.trim() === '' ? [] : [[field, text.trim()]],
        )
        save.mutate({ source, name, since, set: Object.fromEntries(given) })
      }}
    >
      {changed === null && (
        <div className={classes.line}>
          <Select
            label="Source"
            placeholder="Choose a network or MMP"
            searchable
            value={source}
            width={260}
            options={answer.sources.map(({ name, label }) => ({ value: name, label }))}
            onChange={choose}
          />
          {declared && <TextField label="Called" value={name} onChange={setName} width={260} />}
        </div>
      )}
      {declared?.fields.map((field) => (
        <EntryField
          key={field.name}
          label={field.label}
          help={`${field.help} Where: ${toSentence(field.where)}`}
          required={field.required && isNew}
          secret={field.secret}
          value={set[field.name] ?? ''}
          error={misfit(field, set[field.name] ?? '')}
          placeholder={isNew ? (field.example ?? '') : 'As it is'}
          onChange={(text) => setSet({ ...set, [field.name]: text })}
        />
      ))}
      {declared && isNew && (
        <TextField
          label="First day to read; as far back as the source goes where it is empty"
          type="date"
          value={since}
          onChange={setSince}
          width={260}
        />
      )}
      <ProblemNotice error={save.error} />
      <Checked answer={save.data} />
      <div className={classes.line}>
        {declared && (
          <Button
            type="submit"
            kind="primary"
            busy={save.isPending}
            disabled={wrong.length > 0 || name === ''}
          >
            Test and connect
          </Button>
        )}
        <Button kind="quiet" onClick={onDone}>
          {save.data === undefined ? 'Cancel' : 'Close'}
        </Button>
      </div>
      {declared && (
        <p className={classes.quiet}>
          Secrets are kept encrypted beside the project and never sent back to this page. Nothing is asked of{' '}
          {declared.label} but reports; it answers for {longest(declared)} days back.
        </p>
      )}
    </form>
  )
}

function longest({ reports }: DeclaredSource): number {
  return Math.max(...reports.filter(({ byDefault }) => byDefault).map(({ historyDays }) => historyDays))
}

/** Fields that cannot be sent as they are. */
function wrongFields(
  { fields }: DeclaredSource,
  set: Readonly<Record<string, string>>,
  isNew: boolean,
): readonly string[] {
  return fields
    .filter((field) => {
      const text = set[field.name]?.trim() ?? ''
      return text === '' ? field.required && isNew : misfit(field, text) !== null
    })
    .map((field) => field.name)
}

function Checked({ answer }: { answer: ConnectAnswer | undefined }) {
  if (answer === undefined || answer.check === null) return null
  return <Findings check={answer.check} />
}
