import { useState } from 'react'
import type { DateOrder, ImportOptions } from '../../api/imports.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useImports } from '../import/import-context.ts'
import type { ImportItem } from '../import/import-state.ts'
import classes from './answer-form.module.css'
import type { FileQuestion } from './file-questions.ts'

const ORDERS = [
  { value: 'dmy', label: 'Day first, 31/12' },
  { value: 'mdy', label: 'Month first, 12/31' },
] as const
const SYSTEMS = [
  { value: 'ios', label: 'iOS' },
  { value: 'android', label: 'Android' },
] as const

/** Asks what the file itself does not say, then reads it again. */
export function AnswerForm({ item, questions }: { item: ImportItem; questions: readonly FileQuestion[] }) {
  const { answer } = useImports()
  const [order, setOrder] = useState<DateOrder | null>(item.options.dateOrder ?? null)
  const [app, setApp] = useState(item.options.set?.app ?? '')
  const [os, setOs] = useState(item.options.set?.os ?? '')

  const set = {
    ...item.options.set,
    ...(app.trim() === '' ? {} : { app: app.trim() }),
    ...(os === '' ? {} : { os }),
  }
  const options: ImportOptions = {
    ...(order === null ? {} : { dateOrder: order }),
    ...(Object.keys(set).length === 0 ? {} : { set }),
  }

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        answer(item.id, options)
      }}
    >
      {questions.includes('dateOrder') && (
        <div className={classes.field}>
          <span>Dates are written</span>
          <Segmented
            label="Dates are written"
            value={order ?? ''}
            options={ORDERS}
            onChange={(value) => setOrder(value === 'mdy' ? 'mdy' : 'dmy')}
          />
        </div>
      )}
      {questions.includes('app') && (
        <TextField
          label="App"
          placeholder="com.studio.game or id123456789"
          value={app}
          onChange={setApp}
          width={240}
        />
      )}
      {questions.includes('os') && (
        <div className={classes.field}>
          <span>OS</span>
          <Segmented label="OS" value={os} options={SYSTEMS} onChange={setOs} />
        </div>
      )}
      <Button type="submit" disabled={Object.keys(options).length === 0}>
        Read again
      </Button>
    </form>
  )
}
