import { IconX } from '@tabler/icons-react'
import { formatBytes } from '../../format/number.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TablePreview } from '../import-preview/table-preview.tsx'
import { JobLine } from '../jobs/job-line.tsx'
import { Notes } from '../provenance/notes.tsx'
import classes from './import-card.module.css'
import { useImports } from './import-context.ts'
import { type ImportItem, isWaiting } from './import-state.ts'

const PHASES = { sending: 'Sending…', reading: 'Reading…', storing: 'Storing…' } as const

/** One dropped file: on its way, previewed, stored or refused. */
export function ImportCard({ item }: { item: ImportItem }) {
  const { remove } = useImports()
  const phase = item.phase
  return (
    <article className={classes.card} aria-label={item.file.name} aria-busy={isWaiting(item)}>
      <header className={classes.head}>
        <div className={classes.title}>
          <h2>{item.file.name}</h2>
          <span className={classes.quiet}>{formatBytes(item.file.size)}</span>
          {(phase === 'sending' || phase === 'reading' || phase === 'storing') && (
            <span className={classes.quiet} role="status">
              {PHASES[phase]}
            </span>
          )}
        </div>
        {!isWaiting(item) && (
          <IconButton label={`Put ${item.file.name} aside`} onClick={() => remove(item.id)}>
            <IconX size={16} stroke={1.6} />
          </IconButton>
        )}
      </header>
      {phase === 'storing' && <JobLine id={item.job} />}
      {item.problem && (
        <div role="alert">
          <Notice severity="warning">
            {item.problem.message} {item.problem.remedy}
          </Notice>
        </div>
      )}
      {item.report?.files.map((table, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tables of one file keep their order
        <TablePreview key={index} item={item} table={table} />
      ))}
      {item.report && <Notes notes={item.report.notes} />}
    </article>
  )
}
