import { IconMoon, IconSearch, IconSun } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { projectQuery } from '../../api/answers.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { useScheme } from '../../ui/use-scheme.ts'
import { JobIndicator } from '../jobs/job-indicator.tsx'
import { ViewsButton } from '../saved-views/views-button.tsx'
import { SignedIn } from '../sign-in/signed-in.tsx'
import { Brand } from './brand.tsx'
import classes from './navigation.module.css'
import { PAGES } from './pages.ts'
import { useActiveInSight } from './use-active-in-sight.ts'
import { useSampleAsked } from './use-sample-asked.ts'
import { useScopeParams } from './use-scope-params.ts'

/** The rail of pages; on a phone a head above and the pages below. */
export function Navigation({ onFind }: { onFind: () => void }) {
  const project = useQuery(projectQuery(null))
  const scheme = useScheme()
  const sample = useSampleAsked()
  const scope = useScopeParams()
  const pages = useActiveInSight()

  return (
    <header className={classes.bar}>
      <div className={classes.brand}>
        <Brand />
        {project.data && <p className={classes.project}>{project.data.name}</p>}
      </div>
      <button type="button" className={classes.find} onClick={onFind} aria-keyshortcuts="Control+K Meta+K">
        <IconSearch size={15} stroke={1.6} aria-hidden />
        <span>Go to …</span>
        <kbd aria-hidden>Ctrl K</kbd>
      </button>
      <nav ref={pages} aria-label="Pages" className={classes.pages}>
        {PAGES.map(({ to, label, Icon }) => (
          <Link
            key={to}
            to={to}
            search={scope}
            className={classes.page}
            activeOptions={{ exact: to === '/', includeSearch: false }}
          >
            <Icon size={16} stroke={1.6} aria-hidden />
            <span>{label}</span>
          </Link>
        ))}
      </nav>
      <div className={classes.foot}>
        <JobIndicator />
        <ViewsButton />
        <SignedIn />
        <IconButton label={scheme.dark ? 'Light colours' : 'Dark colours'} onClick={scheme.toggle}>
          {scheme.dark ? <IconSun size={16} stroke={1.6} /> : <IconMoon size={16} stroke={1.6} />}
        </IconButton>
        {project.data && !project.data.sample && (
          <Link to="/" search={sample === null ? { sample: ['studio'] } : {}} className={classes.sample}>
            {sample === null ? 'Show the sample' : 'Back to own data'}
          </Link>
        )}
        {project.data && <span className={classes.version}>{project.data.version}</span>}
      </div>
    </header>
  )
}
