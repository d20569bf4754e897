import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { makeLink } from '../../api/access.ts'
import { formatMoment } from '../../format/date.ts'
import { Button } from '../../ui/button.tsx'
import { CopiedText } from '../../ui/copied-text.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import section from '../answer/section.module.css'
import bar from '../scope/scope-bar.module.css'
import { type Question, questionFields } from './question-address.ts'

const VALIDITIES = [
  { value: '7d', label: '7 days' },
  { value: '30d', label: '30 days' },
  { value: '90d', label: '90 days' },
  { value: '365d', label: 'a year' },
]

/** Makes a link by which anybody reads the report of a question, until it ends. */
export default function ShareDialog({ question, onClose }: { question: Question; onClose: () => void }) {
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [expires, setExpires] = useState('30d')
  const make = useMutation({
    mutationFn: () => makeLink({ name: name.trim(), expires, ...questionFields(question) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['share-list'] }),
  })
  return (
    <Dialog title="Link to this report" onClose={onClose}>
      {make.data ? (
        <>
          <p className={section.quiet}>
            Whoever has this link reads the report until {formatMoment(make.data.share.expiresAt)}, without
            signing in. It is not shown again; Settings takes it back.
          </p>
          <CopiedText label="the link" text={make.data.link} />
        </>
      ) : (
        <form
          className={bar.bar}
          onSubmit={(event) => {
            event.preventDefault()
            make.mutate()
          }}
        >
          <TextField label="What it is for" value={name} onChange={setName} width={220} takesFocus />
          <Select label="It holds" value={expires} options={VALIDITIES} onChange={setExpires} width={112} />
          <Button type="submit" kind="primary" disabled={name.trim() === ''} busy={make.isPending}>
            Make the link
          </Button>
        </form>
      )}
      <ProblemNotice error={make.error} />
    </Dialog>
  )
}
