import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { MERGE_LEVELS, type MergeLevel } from '#schema/merge-level.ts'
import { mergeObjects, splitObjects } from '../../api/merges.ts'
import { labelDimension } from '../../format/words.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ObjectPicker } from '../objects/object-picker.tsx'
import bar from '../scope/scope-bar.module.css'

const MOST_MERGED = 20

const LEVELS = MERGE_LEVELS.map((level) => ({ value: level, label: labelDimension(level) }))

/** Names what is one, and what it is called together. */
export function MergeForm() {
  const queries = useQueryClient()
  const [level, setLevel] = useState<MergeLevel>('creative')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [name, setName] = useState('')
  const [first = ''] = chosen
  const merge = useMutation({
    mutationFn: () => mergeObjects(level, chosen, name.trim()).then(() => ({ level, first })),
    onSuccess: async () => {
      setChosen([])
      setName('')
      await queries.invalidateQueries()
    },
  })
  const undo = useMutation({
    mutationFn: (merged: { level: MergeLevel; first: string }) => splitObjects(merged.level, [merged.first]),
    onSuccess: async () => {
      merge.reset()
      await queries.invalidateQueries()
    },
  })
  const failed = merge.error ?? undo.error
  return (
    <section aria-labelledby="merge-title">
      <h2 id="merge-title">Count as one</h2>
      <Select
        label="What they are"
        value={level}
        options={LEVELS}
        onChange={(value) => {
          setLevel(MERGE_LEVELS.find((one) => one === value) ?? 'creative')
          setChosen([])
        }}
        width={180}
      />
      <ObjectPicker
        by={level}
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
