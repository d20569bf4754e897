import { Link } from '@tanstack/react-router'
import { PageHead } from '../../ui/page-head.tsx'
import classes from '../data/data-head.module.css'
import { useScopeParams } from '../shell/use-scope-params.ts'

const PARTS = [
  { to: '/settings', label: 'Project' },
  { to: '/settings/access', label: 'Access' },
] as const

/** Title of a part of the settings, and the way to the other. */
export function SettingsHead({ title }: { title: string }) {
  const scope = useScopeParams()
  return (
    <>
      <PageHead title={title} />
      <nav className={classes.parts} aria-label="Settings">
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
