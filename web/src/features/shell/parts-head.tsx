import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PageHead } from '../../ui/page-head.tsx'
import classes from './parts-head.module.css'
import { useActiveInSight } from './use-active-in-sight.ts'
import { useScopeParams } from './use-scope-params.ts'

/** Pages that are parts of another. */
type PartPath =
  | '/settings'
  | '/settings/access'
  | '/data'
  | '/data/import'
  | '/data/connections'
  | '/data/checks'
  | '/data/restatements'
  | '/data/quarantine'
  | '/data/creatives'

interface PartsHeadProps {
  readonly title: string
  /** What the parts are parts of. */
  readonly of: string
  readonly parts: readonly { readonly to: PartPath; readonly label: string }[]
  readonly tools?: ReactNode
}

/** Title of one part of a page in parts, and the way to the others. */
export function PartsHead({ title, of, parts, tools }: PartsHeadProps) {
  const scope = useScopeParams()
  const row = useActiveInSight()
  return (
    <>
      <PageHead title={title} {...(tools === undefined ? {} : { tools })} />
      <nav ref={row} className={classes.parts} aria-label={of}>
        {parts.map(({ to, label }) => (
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
