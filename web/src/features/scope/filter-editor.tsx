import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { valuesQuery } from '../../api/answers.ts'
import { toProblem } from '../../api/problem.ts'
import { labelDimension } from '../../format/words.ts'
import { Button } from '../../ui/button.tsx'
import { CheckList } from '../../ui/check-list.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { excludeValues, type Filter, fitsList, includeValues } from './filter.ts'
import classes from './filter-editor.module.css'

const MODES = [
  { value: 'is', label: 'is' },
  { value: 'is_not', label: 'is not' },
  { value: 'contains', label: 'contains' },
] as const
const MOST_SHOWN = 200

export interface FilterEditorProps {
  dimensions: readonly string[]
  filters: readonly Filter[]
  sample: string | null
  onApply: (filters: readonly Filter[]) => void
}

/** Makes one filter: a dimension, a way to compare, and its values. */
export function FilterEditor({ dimensions, filters, sample, onApply }: FilterEditorProps) {
  const [field, setField] = useState(
    dimensions.includes('network') ? 'network' : (dimensions[0] ?? 'network'),
  )
  const [mode, setMode] = useState<string>('is')
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const values = useQuery(valuesQuery(field, sample))

  const shown = useMemo(() => {
    const needle = text.trim().toLocaleLowerCase()
    return (values.data ?? [])
      .filter((value) => value.toLocaleLowerCase().includes(needle))
      .slice(0, MOST_SHOWN)
  }, [values.data, text])

  function toggle(value: string) {
    if (chosen.has(value)) {
      setChosen(new Set([...chosen].filter((other) => other !== value)))
    } else if (mode === 'is' && !fitsList(value)) {
      setChosen(new Set([value]))
    } else {
      setChosen(
        new Set(
          [...chosen, value].filter((other) => mode === 'is_not' || other === value || fitsList(other)),
        ),
      )
    }
  }

  function apply() {
    if (mode === 'contains') onApply([...filters, { field, operator: '~', values: [text.trim()] }])
    else if (mode === 'is_not') onApply([...filters, ...excludeValues(field, [...chosen])])
    else onApply([...filters, ...includeValues(field, [...chosen])])
  }

  const ready = mode === 'contains' ? text.trim() !== '' : chosen.size > 0
  return (
    <form
      className={classes.editor}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) apply()
      }}
    >
      <Select
        label="Filter by"
        value={field}
        options={dimensions.map((name) => ({ value: name, label: labelDimension(name) }))}
        onChange={(next) => {
          setField(next)
          setChosen(new Set())
          setText('')
        }}
        inPopover
      />
      <Segmented
        label="Comparison"
        value={mode}
        options={MODES}
        onChange={(next) => {
          setMode(next)
          setChosen(new Set())
        }}
      />
      <TextField
        label={mode === 'contains' ? 'Text' : 'Find a value'}
        hideLabel
        placeholder={mode === 'contains' ? 'Text to look for' : 'Find a value'}
        takesFocus
        value={text}
        onChange={setText}
      />
      {mode !== 'contains' && values.isPending && <p className={classes.quiet}>Looking up the values…</p>}
      {mode !== 'contains' && values.isError && (
        <p role="alert" className={classes.quiet}>
          {toProblem(values.error).message}
        </p>
      )}
      {mode !== 'contains' && values.isSuccess && shown.length === 0 && (
        <p className={classes.quiet}>
          {values.data.length === 0
            ? `No source names a ${labelDimension(field).toLowerCase()}.`
            : 'No such value.'}
        </p>
      )}
      {mode !== 'contains' && shown.length > 0 && (
        <CheckList label={labelDimension(field)} options={shown} checked={chosen} onToggle={toggle} />
      )}
      <Button type="submit" kind="primary" disabled={!ready}>
        Add filter
      </Button>
    </form>
  )
}
