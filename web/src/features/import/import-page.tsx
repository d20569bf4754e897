import { IconFileImport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { sourcesQuery } from '../../api/answers.ts'
import { DataHead } from '../data/data-head.tsx'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { AcceptBar } from './accept-bar.tsx'
import { FilePicker } from './file-picker.tsx'
import { ImportCard } from './import-card.tsx'
import { useImports } from './import-context.ts'
import classes from './import-page.module.css'

export function ImportPage() {
  usePageTitle('Import')
  const { items, addFiles } = useImports()
  const stored = items.length > 0 && items.every((item) => item.phase === 'stored')
  const sources = useQuery(sourcesQuery(null))

  return (
    <>
      <SampleBanner freshness={sources.data?.freshness} linked={false} />
      <DataHead title="Import" />
      <div className={classes.page}>
        {items.length === 0 ? (
          <div className={classes.empty}>
            <IconFileImport size={32} stroke={1.3} aria-hidden />
            <h2>Drop report files anywhere on this page</h2>
            <p>
              Exports of ad networks and MMPs are recognised as they are: CSV, TSV, Excel or JSON, also
              zipped. Other tables are mapped with you. You see what was read before anything is stored.
            </p>
            <FilePicker kind="primary" label="Choose files" onPick={addFiles} />
          </div>
        ) : (
          <>
            <p className={classes.lead}>
              {stored
                ? 'Stored. The ranking is now about your own data.'
                : 'Check what was read. Nothing is stored before you accept it.'}
            </p>
            <div className={classes.cards}>
              {items.map((item) => (
                <ImportCard key={item.id} item={item} />
              ))}
            </div>
            <AcceptBar />
          </>
        )}
      </div>
    </>
  )
}
