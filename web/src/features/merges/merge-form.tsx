import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { mergeCreatives, splitCreatives } from '../../api/creatives.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ObjectPicker } from '../objects/object-picker.tsx'
import bar from '../scope/scope-bar.module.css'

const MOST_MERGED = 20

/** Names creatives that are one, and what they are called together. */
export function MergeForm() {
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [name, setName] = useState('')
  const [first = ''] = chosen
  const merge = useMutation({
    mutationFn: () => mergeCreatives(chosen, name.trim()).then(() => first),
    onSuccess: async () => {
      setChosen([])
      setName('')
      await queries.invalidateQueries()
    },
  })
  const undo = useMutation({
    mutationFn: (key: string) => splitCreatives([key]),
    onSuccess: async () => {
      merge.reset()
      await queries.invalidateQueries()
    },
  })
  const failed = merge.error ?? undo.error
  return (
    <section aria-labelledby="merge-title">
      <h2 id="merge-title">Merge creatives</h2>
      <ObjectPicker
        by="creative"
        sample={null}
        objects={chosen}
        most={MOST_MERGED}
        label="To merge"
        onChange={setChosen}
      />
      <form
        className={bar.bar}
        onSubmit={(event) => {
          event.preventDefault()
          merge.mutate()
        }}
      >
        <TextField
          label="Called together"
          placeholder="The name of the first"
          value={name}
          onChange={setName}
          width={280}
        />
        <Button type="submit" kind="primary" busy={merge.isPending} disabled={chosen.length < 2}>
          Count as one
        </Button>
      </form>
      {merge.data !== undefined && (
        <Notice severity="info">
          They count as one now.{' '}
          <Button kind="quiet" busy={undo.isPending} onClick={() => undo.mutate(merge.data)}>
            Undo
          </Button>
        </Notice>
      )}
      <ProblemNotice error={failed} />
    </section>
  )
}
