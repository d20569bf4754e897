import { IconDatabase, IconFileImport, IconListNumbers, IconMoon, IconSun } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { projectQuery } from '../../api/answers.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { useScheme } from '../../ui/use-scheme.ts'
import { SignedIn } from '../sign-in/signed-in.tsx'
import { Brand } from './brand.tsx'
import classes from './navigation.module.css'
import { useSampleAsked } from './use-sample-asked.ts'

const PAGES = [
  { to: '/', label: 'Creatives', Icon: IconListNumbers },
  { to: '/import', label: 'Import', Icon: IconFileImport },
  { to: '/sources', label: 'Sources', Icon: IconDatabase },
] as const

export function Navigation() {
  const project = useQuery(projectQuery(null))
  const scheme = useScheme()
  const sample = useSampleAsked()
  const search = sample === null ? {} : { sample: [sample] }

  return (
    <header className={classes.bar}>
      <div className={classes.brand}>
        <Brand />
        {project.data && <p className={classes.project}>{project.data.name}</p>}
      </div>
      <nav aria-label="Pages" className={classes.pages}>
        {PAGES.map(({ to, label, Icon }) => (
          <Link
            key={to}
            to={to}
            search={search}
            className={classes.page}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            <Icon size={16} stroke={1.6} aria-hidden />
            {label}
          </Link>
        ))}
      </nav>
      <div className={classes.foot}>
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
