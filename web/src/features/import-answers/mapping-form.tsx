import { useState } from 'react'
import type { ColumnReading, ImportedFile } from '#schema/answer/import-report.ts'
import { labelMeasure } from '../../format/words.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { useImports } from '../import/import-context.ts'
import type { ImportItem } from '../import/import-state.ts'
import { LEFT_OUT, listDoubles, listMeanings, type Mapping, startMapping, toMap } from './mapping.ts'
import classes from './mapping-form.module.css'

/** Says what each column of an unknown table means, starting from the guess. */
export function MappingForm({ item, table }: { item: ImportItem; table: ImportedFile }) {
  const { answer } = useImports()
  const [mapping, setMapping] = useState<Mapping>(() => startMapping(table))
  const reasons = new Map(table.guess.map((guess) => [guess.header, guess.reason]))
  const doubles = listDoubles(mapping)
  const chosen = Object.keys(toMap(mapping)).length

  return (
    <form
      className={classes.form}
      aria-label="Mapping"
      onSubmit={(event) => {
        event.preventDefault()
        answer(item.id, { map: toMap(mapping) })
      }}
    >
      <p className={classes.lead}>
        What does each column mean? An own event or tag can be typed: <code>event.level_10</code>,{' '}
        <code>tag.hook</code>.
      </p>
      <div className={classes.columns}>
        {table.columns.map((column) => (
          <MappingRow
            key={column.header}
            column={column}
            reason={reasons.get(column.header) ?? column.reason}
            field={mapping[column.header] ?? null}
            onChange={(field) => setMapping({ ...mapping, [column.header]: field })}
          />
        ))}
      </div>
      {doubles.length > 0 && (
        <Notice severity="warning">
          More than one column is read as{' '}
          {doubles.map((field) => labelMeasure(field).toLowerCase()).join(', ')}. Leave all but one out.
        </Notice>
      )}
      <div>
        <Button type="submit" kind="primary" disabled={doubles.length > 0 || chosen === 0}>
          Read with this mapping
        </Button>
      </div>
    </form>
  )
}

interface MappingRowProps {
  column: ColumnReading
  reason: string
  field: string | null
  onChange: (field: string | null) => void
}

function MappingRow({ column, reason, field, onChange }: MappingRowProps) {
  const [typed, setTyped] = useState('')
  const value = field ?? LEFT_OUT
  return (
    <div className={classes.row}>
      <div className={classes.column}>
        <div>{column.header}</div>
        <div className={classes.quiet}>{column.examples.slice(0, 3).join(', ')}</div>
      </div>
      <Select
        label={`Meaning of ${column.header}`}
        hideLabel
        searchable
        value={value}
        options={listMeanings(typed, value)}
        search={{ value: typed, onChange: setTyped }}
        onChange={(next) => onChange(next === LEFT_OUT ? null : next)}
      />
      <div className={classes.quiet}>{reason}</div>
    </div>
  )
}
