import { IconShare2 } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useRole } from '../sign-in/use-role.ts'
import { fileAddress, type Question } from './question-address.ts'

const ShareDialog = lazy(() => import('./share-dialog.tsx'))

const FORMATS = { csv: 'CSV', xlsx: 'XLSX', parquet: 'Parquet' } as const

/** Takes the rows of an answer away as a file, its report as a page, or gives somebody a link to that. */
export function TakeAway({ question, disabled = false }: { question: Question; disabled?: boolean }) {
  const [sharing, setSharing] = useState(false)
  const role = useRole()
  const files = (['csv', 'xlsx', 'parquet'] as const).map((format) => ({
    label: `All rows as ${FORMATS[format]}`,
    href: fileAddress(question, format),
  }))
  return (
    <>
      <Menu
        trigger={
          <Button icon={<IconShare2 size={15} stroke={1.6} aria-hidden />} disabled={disabled}>
            Export and share
          </Button>
        }
        items={[
          ...files,
          { label: 'Report as a page', href: fileAddress(question, 'html') },
          ...(role === 'viewer' || role === null
            ? []
            : [{ label: 'Link to the report …', run: () => setSharing(true) }]),
        ]}
      />
      <Suspense>{sharing && <ShareDialog question={question} onClose={() => setSharing(false)} />}</Suspense>
    </>
  )
}
