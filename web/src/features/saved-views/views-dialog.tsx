import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { removeView, renameView, type SavedView, savedViewsQuery, saveView } from '../../api/saved-views.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import section from '../answer/section.module.css'
import bar from '../scope/scope-bar.module.css'
import { useRole } from '../sign-in/use-role.ts'
import { ViewLine } from './view-line.tsx'
import classes from './views-dialog.module.css'

/** Keeps what the page shows under a name, and opens, renames and removes what was kept. */
export default function ViewsDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient()
  const role = useRole()
  const mayChange = role === 'editor' || role === 'admin'
  const address = useLocation({ select: ({ pathname, searchStr }) => `${pathname}${searchStr}` })
  const views = useQuery(savedViewsQuery)
  const [name, setName] = useState('')
  const refresh = () => queries.invalidateQueries({ queryKey: savedViewsQuery.queryKey })
  const save = useMutation({
    mutationFn: saveView,
    onSuccess: async () => {
      setName('')
      remove.reset()
      await refresh()
    },
  })
  const rename = useMutation({
    mutationFn: ({ view, as }: { view: SavedView; as: string }) => renameView(view.name, as),
    onSuccess: refresh,
  })
  const remove = useMutation({
    mutationFn: ({ name: removed }: SavedView) => removeView(removed),
    onSuccess: refresh,
  })
  const removed = remove.data?.view
  return (
    <Dialog title="Saved views" onClose={onClose}>
      {mayChange && (
        <form
          className={bar.bar}
          onSubmit={(event) => {
            event.preventDefault()
            save.mutate({ name: name.trim(), address })
          }}
        >
          <TextField label="This view is called" value={name} onChange={setName} width={300} takesFocus />
          <Button type="submit" kind="primary" disabled={name.trim() === ''} busy={save.isPending}>
            Save this view
          </Button>
        </form>
      )}
      <ProblemNotice error={save.error ?? rename.error ?? remove.error ?? views.error} />
      {removed && (
        <Notice severity="info">
          {removed.name} is forgotten.{' '}
          <Button kind="quiet" busy={save.isPending} onClick={() => save.mutate(removed)}>
            Undo
          </Button>
        </Notice>
      )}
      {views.data?.views.length === 0 && (
        <p className={section.quiet}>
          None yet. A saved view is what the page shows now, days and filters included, for everybody who may
          look.
        </p>
      )}
      <ul className={classes.list}>
        {(views.data?.views ?? []).map((view) => (
          <ViewLine
            key={view.name}
            view={view}
            mayChange={mayChange}
            onOpen={onClose}
            onRename={(as) => rename.mutate({ view, as })}
            onRemove={() => remove.mutate(view)}
          />
        ))}
      </ul>
    </Dialog>
  )
}
