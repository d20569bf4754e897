import { IconFlask2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Freshness } from '#schema/answer/freshness.ts'
import { projectQuery } from '../../api/answers.ts'
import classes from './sample-banner.module.css'

export interface SampleBannerProps {
  freshness: Freshness | undefined
  /** Whether the banner leads to the import page. */
  linked?: boolean
}

/** Says on every screen that what is shown is the sample, in the server's words. */
export function SampleBanner({ freshness, linked = true }: SampleBannerProps) {
  const project = useQuery(projectQuery(null))
  if (!freshness?.sample) return null
  const hasOwn = project.data?.sample === false
  return (
    <div className={classes.banner} role="note" aria-label="Sample data">
      <IconFlask2 size={16} stroke={1.6} aria-hidden />
      <span>{freshness.sampleLabel ?? 'Sample data, not your own.'}</span>
      {linked && (
        <Link to={hasOwn ? '/' : '/data/import'} search={{}}>
          {hasOwn ? 'Back to own data' : 'Import your own file'}
        </Link>
      )}
    </div>
  )
}
