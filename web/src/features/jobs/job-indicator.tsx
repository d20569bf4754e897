import { IconProgress } from '@tabler/icons-react'
import { useState } from 'react'
import { formatCount, formatShare } from '../../format/number.ts'
import { Button } from '../../ui/button.tsx'
import { Popover } from '../../ui/popover.tsx'
import { JobList } from './job-list.tsx'
import { useJobs } from './use-jobs.ts'

/** What runs now, and the list of what ran. */
export function JobIndicator() {
  const jobs = useJobs()
  const [opened, setOpened] = useState(false)
  const running = jobs.filter(({ state }) => state === 'running')
  const [only] = running
  const text =
    only === undefined
      ? null
      : running.length === 1
        ? formatShare(only.fraction)
        : `${formatCount(running.length)} jobs`
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      label="Jobs"
      width={320}
      trigger={
        <Button
          kind="quiet"
          icon={<IconProgress size={16} stroke={1.6} aria-hidden />}
          label={text === null ? 'Jobs' : `Jobs: ${running.map(({ title }) => title).join(', ')}, ${text}`}
          bare={text === null}
          expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {text}
        </Button>
      }
    >
      <JobList jobs={jobs} onLeave={() => setOpened(false)} />
    </Popover>
  )
}
