import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Job } from '#schema/answer/job.ts'
import { cancelJob, keepJob } from '../../api/jobs.ts'
import { formatMoment } from '../../format/date.ts'
import { Button } from '../../ui/button.tsx'
import { Progress } from '../../ui/progress.tsx'
import { describeJob } from './describe-job.ts'
import classes from './job-list.module.css'

/** Jobs, the newest first, with what can be stopped. */
export function JobList({ jobs, onLeave }: { jobs: readonly Job[]; onLeave: () => void }) {
  const queries = useQueryClient()
  const cancel = useMutation({
    mutationFn: cancelJob,
    onSuccess: (job) => keepJob(queries, job),
  })
  if (jobs.length === 0) return <p className={classes.quiet}>Imports, syncs and replays show up here.</p>
  return (
    <ul className={classes.list} aria-label="Jobs">
      {jobs.map((job) => (
        <li key={job.id} data-state={job.state}>
          <div className={classes.head}>
            <strong>{job.title}</strong>
            {job.state === 'running' && (
              <Button
                kind="quiet"
                label={`Stop ${job.title}`}
                disabled={job.isCancelling}
                onClick={() => cancel.mutate(job.id)}
              >
                Stop
              </Button>
            )}
          </div>
          {job.state === 'running' && <Progress label={job.title} value={job.fraction} />}
          <p className={classes.line}>
            {describeJob(job)}
            {job.operation === 'import' && job.state === 'interrupted' && (
              <>
                {' '}
                <Link to="/data/import" search={{}} onClick={onLeave}>
                  Import again
                </Link>
              </>
            )}
          </p>
          <p className={classes.quiet}>
            {formatMoment(job.startedAt)}, by {job.who}
          </p>
        </li>
      ))}
    </ul>
  )
}
