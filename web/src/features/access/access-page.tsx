import { IconLock } from '@tabler/icons-react'
import { State } from '../../ui/state.tsx'
import section from '../answer/section.module.css'
import { SettingsHead } from '../settings/settings-head.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { useRole } from '../sign-in/use-role.ts'
import { Changes } from './changes.tsx'
import { Links } from './links.tsx'
import { People } from './people.tsx'
import { SignedInSessions } from './signed-in-sessions.tsx'
import { Tokens } from './tokens.tsx'

/** Who may come in and by what, and who changed what. */
export function AccessPage() {
  usePageTitle('Access')
  const role = useRole()
  return (
    <>
      <SettingsHead title="Access" />
      {role === 'admin' ? (
        <div className={section.parts}>
          <People />
          <Tokens />
          <Links />
          <SignedInSessions />
          <Changes />
        </div>
      ) : (
        role !== null && (
          <State
            icon={<IconLock size={28} stroke={1.4} aria-hidden />}
            title="Only administrators see who may come in"
          >
            Ask one of them to invite somebody, to make a token, or to change what you may do.
          </State>
        )
      )}
    </>
  )
}
