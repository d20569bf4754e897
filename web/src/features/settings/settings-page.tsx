import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { projectQuery } from '../../api/answers.ts'
import { askQuery } from '../../api/ask.ts'
import { formatDays } from '../../format/date.ts'
import { capitalise, labelEvent } from '../../format/words.ts'
import { Facts } from '../../ui/facts.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { useScheme } from '../../ui/use-scheme.ts'
import section from '../answer/section.module.css'
import { ShortcutTable } from '../palette/shortcut-table.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import checks from '../tests/test-answer.module.css'
import { AlertSettings } from './alert-settings.tsx'
import { SettingsHead } from './settings-head.tsx'

interface Doctor {
  checks: { name: string; ok: boolean; detail: string }[]
}

/** What the project is set to, whether all is well, and how the page looks. */
export function SettingsPage() {
  usePageTitle('Settings')
  const project = useQuery(projectQuery(null))
  const doctor = useQuery(askQuery<Doctor>('doctor', {}))
  const scheme = useScheme()
  return (
    <>
      <SettingsHead title="Settings" />
      <p className={section.quiet}>Settings of the project are in permille.yaml, beside its data.</p>
      {project.isPending && <PlaceholderRows count={5} label="Reading the settings" />}
      {project.isError && <ProblemState error={project.error} onRetry={() => void project.refetch()} />}
      <div className={section.parts}>
        {project.data && (
          <section aria-labelledby="settings-project">
            <h2 id="settings-project">Project</h2>
            <Facts
              facts={[
                ['Name', project.data.name],
                ['Currency', project.data.currency ?? 'none yet; the first import sets it'],
                ['Time zone', project.data.timezone],
                [
                  'Data',
                  project.data.sample
                    ? 'none of its own yet, so the sample is shown'
                    : (formatDays(project.data.days?.from ?? null, project.data.days?.to ?? null) ??
                      'rows without dates'),
                ],
                ['Events', project.data.events.map(labelEvent).join(', ') || 'none'],
                ['Version', project.data.version],
              ]}
            />
          </section>
        )}
        <section aria-labelledby="settings-health">
          <h2 id="settings-health">Health</h2>
          {doctor.isError && <ProblemState error={doctor.error} onRetry={() => void doctor.refetch()} />}
          {doctor.data && (
            <ul className={checks.checks}>
              {doctor.data.checks.map(({ name, ok, detail }) => {
                const Icon = ok ? IconCircleCheck : IconAlertTriangle
                return (
                  <li key={name} data-state={ok ? 'passed' : 'warning'}>
                    <Icon size={16} stroke={1.6} aria-hidden />
                    <span>
                      <span className="visually-hidden">{ok ? 'Well: ' : 'Look at this: '}</span>
                      {capitalise(name)}: {detail}
                    </span>
                  </li>
                )
              })}
            </ul>
          )}
        </section>
        <AlertSettings />
        <section aria-labelledby="settings-look">
          <h2 id="settings-look">Colours</h2>
          <Segmented
            label="Colours"
            value={scheme.chosen}
            options={[
              { value: 'auto', label: 'As the system' },
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
            onChange={scheme.choose}
          />
        </section>
        <section aria-labelledby="settings-keys">
          <h2 id="settings-keys">Keyboard</h2>
          <ShortcutTable />
        </section>
      </div>
    </>
  )
}
