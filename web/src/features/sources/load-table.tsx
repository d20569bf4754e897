import type { LoadSummary } from '#schema/answer/sources-answer.ts'
import { formatDays, formatMoment } from '../../format/date.ts'
import { formatCount } from '../../format/number.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Missing } from '../../ui/missing.tsx'
import classes from './load-table.module.css'

const STATES: Readonly<Record<LoadSummary['state'], string>> = {
  current: 'Current',
  partly_replaced: 'Partly replaced',
  replaced: 'Replaced',
  undone: 'Undone',
}

export interface LoadTableProps {
  loads: readonly LoadSummary[]
  /** Name of each source, by its key. */
  labels: ReadonlyMap<string, string>
  /** `null` where loads cannot be undone, as in the sample. */
  onUndo: ((load: LoadSummary) => void) | null
}

/** Every load, newest first. */
export function LoadTable({ loads, labels, onUndo }: LoadTableProps) {
  const ordered = loads.toSorted((a, b) => b.loadedAt.localeCompare(a.loadedAt))
  return (
    <section>
      <h2 className={classes.title}>Loads</h2>
      <DataTable
        label="Loads"
        head={['File', 'Days', 'App', 'Zone, currency', 'Rows', 'Quarantined', 'Loaded', 'State', 'Action']}
        numeric={[4, 5]}
        rows={ordered.map((load) => ({
          key: load.load,
          cells: [
            <File key="f" load={load} label={labels.get(load.source) ?? load.source} />,
            <span key="d" className={classes.nowrap}>
              {formatDays(load.from, load.to) ?? <Missing reason="The file carries no dates." />}
            </span>,
            [load.app, load.os].filter((part) => part !== null).join(', ') || (
              <Missing key="a" reason="The file names no app." />
            ),
            [load.zone, load.currency].filter((part) => part !== null).join(', ') || (
              <Missing key="z" reason="The file says neither." />
            ),
            formatCount(load.rows),
            load.quarantined === 0 ? '0' : <strong key="q">{formatCount(load.quarantined)}</strong>,
            <span key="l" className={classes.nowrap}>
              {formatMoment(load.loadedAt)}
            </span>,
            <span key="s" className={classes.state} data-state={load.state}>
              {STATES[load.state]}
            </span>,
            onUndo && (load.state === 'current' || load.state === 'partly_replaced') ? (
              <Button key="u" label={`Undo ${load.file ?? load.load}`} onClick={() => onUndo(load)}>
                Undo
              </Button>
            ) : (
              <Missing
                key="u"
                reason={
                  onUndo ? 'Only a load that is in force can be undone.' : 'The sample cannot be changed.'
                }
              />
            ),
          ],
        }))}
      />
    </section>
  )
}

function File({ load, label }: { load: LoadSummary; label: string }) {
  const about = [label, load.layout, load.account].filter((part) => part !== null)
  return (
    <div className={classes.file}>
      <div>{load.file ?? load.load}</div>
      <div className={classes.quiet} title={load.report}>
        {about.join(' · ')}
      </div>
    </div>
  )
}
