import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { TestPlanAnswer } from '#schema/answer/test-plan-answer.ts'
import { postJson } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import section from '../answer/section.module.css'
import bar from '../scope/scope-bar.module.css'

export interface SavePlanProps {
  input: Readonly<Record<string, unknown>>
  sample: boolean
}

/** Declares the planned test in permille.yaml under a name. */
export function SavePlan({ input, sample }: SavePlanProps) {
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const save = useMutation({
    mutationFn: (id: string) => postJson<TestPlanAnswer>('/api/v1/test-plan', { ...input, save: id }),
    onSuccess: () => queries.invalidateQueries(),
  })
  if (sample)
    return (
      <p className={section.quiet}>A test of the sample cannot be declared; import your own files first.</p>
    )
  return (
    <>
      <form
        className={bar.bar}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(name.trim())
        }}
      >
        <TextField
          label="Declare it as"
          placeholder="letters, digits, - and _"
          value={name}
          onChange={setName}
        />
        <Button type="submit" kind="primary" busy={save.isPending} disabled={name.trim() === ''}>
          Declare the test
        </Button>
      </form>
      <ProblemNotice error={save.error} />
      {save.data?.saved && (
        <Notice severity="info">
          Declared.{' '}
          <Link to="/tests" search={{ test: [save.data.saved] }}>
            Open it
          </Link>
        </Notice>
      )}
    </>
  )
}
