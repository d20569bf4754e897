import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { DropProvider } from '../creative-drop/drop-provider.tsx'
import { DropZone } from '../import/drop-zone.tsx'
import { Navigation } from './navigation.tsx'
import classes from './shell.module.css'
import { useShortcuts } from './use-shortcuts.ts'

const Palette = lazy(() => import('../palette/palette.tsx'))
const ShortcutHelp = lazy(() => import('../palette/shortcut-help.tsx'))

export function Shell() {
  const [opened, setOpened] = useState<'palette' | 'help' | null>(null)
  useShortcuts({ find: () => setOpened('palette'), help: () => setOpened('help') })
  const close = () => setOpened(null)
  return (
    <DropProvider>
      <div className={classes.shell}>
        <a className={classes.skip} href="#content">
          Skip to content
        </a>
        <Navigation onFind={() => setOpened('palette')} />
        <main id="content" tabIndex={-1} className={classes.content}>
          <Suspense fallback={<PlaceholderRows count={8} label="Opening the page" />}>
            <Outlet />
          </Suspense>
        </main>
        <DropZone />
        <Suspense>
          {opened === 'palette' && <Palette onClose={close} />}
          {opened === 'help' && <ShortcutHelp onClose={close} />}
        </Suspense>
      </div>
    </DropProvider>
  )
}
