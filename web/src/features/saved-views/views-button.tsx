import { IconBookmark } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { IconButton } from '../../ui/icon-button.tsx'

const ViewsDialog = lazy(() => import('./views-dialog.tsx'))

/** Opens the saved views. */
export function ViewsButton() {
  const [opened, setOpened] = useState(false)
  return (
    <>
      <IconButton label="Saved views" onClick={() => setOpened(true)}>
        <IconBookmark size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <Suspense>{opened && <ViewsDialog onClose={() => setOpened(false)} />}</Suspense>
    </>
  )
}
