import { Outlet } from '@tanstack/react-router'
import { DropZone } from '../import/drop-zone.tsx'
import { Navigation } from './navigation.tsx'
import classes from './shell.module.css'

export function Shell() {
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        Skip to content
      </a>
      <Navigation />
      <main id="content" className={classes.content}>
        <Outlet />
      </main>
      <DropZone />
    </div>
  )
}
