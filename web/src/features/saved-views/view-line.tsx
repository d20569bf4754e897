import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { SavedView } from '../../api/saved-views.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { openView } from './open-view.ts'
import classes from './views-dialog.module.css'

export interface ViewLineProps {
  view: SavedView
  mayChange: boolean
  onOpen: () => void
  onRename: (as: string) => void
  onRemove: () => void
}

/** A saved view by its name, with what may be done to it. */
export function ViewLine({ view, mayChange, onOpen, onRename, onRemove }: ViewLineProps) {
  const navigate = useNavigate()
  const [name, setName] = useState<string | null>(null)
  if (name !== null) {
    return (
      <li>
        <form
          className={classes.line}
          onSubmit={(event) => {
            event.preventDefault()
            onRename(name.trim())
            setName(null)
          }}
        >
          <TextField
            label={`New name of ${view.name}`}
            hideLabel
            value={name}
            onChange={setName}
            width={260}
          />
          <Button type="submit" disabled={name.trim() === ''}>
            Rename
          </Button>
        </form>
      </li>
    )
  }
  return (
    <li className={classes.line}>
      <a
        className={classes.name}
        href={view.address}
        title={view.user === null ? undefined : `Saved by ${view.user}`}
        onClick={(event) => {
          event.preventDefault()
          onOpen()
          void navigate(openView(view))
        }}
      >
        {view.name}
      </a>
      {mayChange && (
        <>
          <Button kind="quiet" label={`Rename ${view.name}`} onClick={() => setName(view.name)}>
            Rename
          </Button>
          <Button kind="quiet" label={`Remove ${view.name}`} onClick={onRemove}>
            Remove
          </Button>
        </>
      )}
    </li>
  )
}
