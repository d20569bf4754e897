import { Link } from '@tanstack/react-router'
import type { LoadSummary } from '#schema/answer/sources-answer.ts'
import { formatDays, formatMoment } from '../../format/date.ts'
import { formatCount } from '../../format/number.ts'
import { Button } from '../../ui/button.tsx'
import { Missing } from '../../ui/missing.tsx'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
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
    <RecordTable
      title="Loads"
      file="loads"
      rows={ordered}
      keyOf={({ load }) => load}
      columns={[
        {
          name: 'file',
          label: 'File',
          value: (load) => load.file ?? load.load,
          cell: (load) => <File load={load} label={labels.get(load.source) ?? load.source} />,
        },
        {
          name: 'days',
          label: 'Days',
          value: (load) => load.from,
          cell: (load) => (
            <span className={classes.nowrap}>
              {formatDays(load.from, load.to) ?? <Missing reason="The file carries no dates." />}
            </span>
          ),
        },
        {
          name: 'app',
          wide: true,
          label: 'App',
          value: (load) => listed(load.app, load.os),
          cell: (load) => listed(load.app, load.os) ?? <Missing reason="The file names no app." />,
        },
        {
          name: 'zone_currency',
          label: 'Zone, currency',
          value: (load) => listed(load.zone, load.currency),
          cell: (load) => listed(load.zone, load.currency) ?? <Missing reason="The file says neither." />,
        },
        {
          name: 'rows',
          label: 'Rows',
          numeric: true,
          value: (load) => load.rows,
          cell: (load) => formatCount(load.rows),
        },
        {
          name: 'quarantined',
          label: 'Quarantined',
          numeric: true,
          value: (load) => load.quarantined,
          cell: (load) =>
            load.quarantined === 0 ? (
              '0'
            ) : (
              <Link to="/data/quarantine" search={{}}>
                {formatCount(load.quarantined)}
              </Link>
            ),
        },
        {
          name: 'loaded_at',
          label: 'Loaded',
          value: (load) => load.loadedAt,
          cell: (load) => <span className={classes.nowrap}>{formatMoment(load.loadedAt)}</span>,
        },
        {
          name: 'state',
          label: 'State',
          value: (load) => STATES[load.state],
          cell: (load) => (
            <span className={classes.state} data-state={load.state}>
              {STATES[load.state]}
            </span>
          ),
        },
        ...(onUndo === null ? [] : [undoColumn(onUndo)]),
      ]}
    />
  )
}

function listed(...parts: readonly (string | null)[]): string | null {
  return parts.filter((part) => part !== null).join(', ') || null
}

function undoColumn(onUndo: (load: LoadSummary) => void): Column<LoadSummary> {
  return {
    name: 'undoable',
    label: 'Action',
    value: ({ state }) => state === 'current' || state === 'partly_replaced',
    cell: (load) =>
      load.state === 'current' || load.state === 'partly_replaced' ? (
        <Button label={`Undo ${load.file ?? load.load}`} onClick={() => onUndo(load)}>
          Undo
        </Button>
      ) : (
        <Missing reason="Only a load that is in force can be undone." />
      ),
  }
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
