import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PageHead } from '../../ui/page-head.tsx'
import { useScopeParams } from '../shell/use-scope-params.ts'
import classes from './data-head.module.css'

const PARTS = [
  { to: '/data', label: 'Sources' },
  { to: '/data/import', label: 'Import' },
  { to: '/data/connections', label: 'Connections' },
  { to: '/data/checks', label: 'Checks' },
  { to: '/data/restatements', label: 'Restatements' },
  { to: '/data/quarantine', label: 'Quarantine' },
  { to: '/data/creatives', label: 'Merged creatives' },
] as const

/** Title of a part of the data, and the way to the others. */
export function DataHead({ title, tools }: { title: string; tools?: ReactNode }) {
  const scope = useScopeParams()
  return (
    <>
      <PageHead title={title} {...(tools === undefined ? {} : { tools })} />
      <nav className={classes.parts} aria-label="Data">
        {PARTS.map(({ to, label }) => (
          <Link
            key={to}
            to={to}
            search={scope}
            className={classes.part}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {label}
          </Link>
        ))}
      </nav>
    </>
  )
}
