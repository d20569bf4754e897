import { useQuery } from '@tanstack/react-query'
import { jobsQuery } from '../../api/jobs.ts'
import { Progress } from '../../ui/progress.tsx'
import { describeJob } from './describe-job.ts'

/** How far one job is; nothing while none is known by that id. */
export function JobLine({ id }: { id: string | null }) {
  const { data } = useQuery(jobsQuery)
  const job = data?.jobs.find((one) => one.id === id)
  if (job === undefined) return null
  return (
    <div>
      {job.state === 'running' && <Progress label={job.title} value={job.fraction} />}
      <p>{describeJob(job)}</p>
    </div>
  )
}
