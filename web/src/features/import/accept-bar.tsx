import { Link } from '@tanstack/react-router'
import { formatCount } from '../../format/number.ts'
import { Button } from '../../ui/button.tsx'
import classes from './accept-bar.module.css'
import { FilePicker } from './file-picker.tsx'
import { useImports } from './import-context.ts'
import { canStore, isWaiting } from './import-state.ts'

/** Accepts what is previewed, and leads on once it is stored. */
export function AcceptBar() {
  const { items, addFiles, storeAll, clear } = useImports()
  const ready = items.filter(canStore)
  const stored = items.filter((item) => item.phase === 'stored')
  const storing = items.some((item) => item.phase === 'storing')
  const waiting = items.some(isWaiting)
  const [only] = ready

  return (
    <div className={classes.bar}>
      {ready.length > 0 || storing ? (
        <Button kind="primary" busy={storing} disabled={waiting} onClick={storeAll}>
          {ready.length === 1 && only
            ? `Import ${only.file.name}`
            : `Import ${formatCount(ready.length)} files`}
        </Button>
      ) : (
        stored.length > 0 && (
          <Link to="/" search={{}} className={classes.next} onClick={clear}>
            See the ranking
          </Link>
        )
      )}
      <FilePicker kind="plain" label="Add files" onPick={addFiles} />
      {!storing && (
        <Button kind="quiet" onClick={clear}>
          {stored.length > 0 && ready.length === 0 ? 'Done' : 'Discard'}
        </Button>
      )}
      <p role="status" className={classes.status}>
        {describeStatus(items.length, ready.length, stored.length, waiting)}
      </p>
    </div>
  )
}

function describeStatus(all: number, ready: number, stored: number, waiting: boolean): string {
  if (waiting) return 'Working…'
  if (stored > 0 && ready === 0) return stored === all ? 'Stored.' : `${stored} of ${all} stored.`
  if (ready === 0) return 'Nothing can be stored yet: see what each file needs.'
  return ready === all ? '' : `${all - ready} of ${all} cannot be stored yet and will be left out.`
}
