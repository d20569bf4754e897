import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Job, JobsAnswer } from '#schema/answer/job.ts'
import { getJson, postJson } from './client.ts'
import { Problem } from './problem.ts'

const PATH = '/api/v1/jobs'
const LISTED = 8

/** The newest jobs, looked up now and then; while one runs, its events come by themselves. */
export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: ({ signal }) => getJson<JobsAnswer>(`${PATH}?limit=${LISTED}`, signal),
  refetchInterval: 15_000,
  staleTime: 5_000,
})

export const JOB_EVENTS = `${PATH}/events`

/** Puts what became of a job into the list that is shown. */
export function keepJob(queries: QueryClient, job: Job): void {
  queries.setQueryData(jobsQuery.queryKey, (known) => {
    const jobs = known?.jobs ?? []
    const isKnown = jobs.some(({ id }) => id === job.id)
    return {
      jobs: isKnown ? jobs.map((one) => (one.id === job.id ? job : one)) : [job, ...jobs].slice(0, LISTED),
    }
  })
}

function ended(queries: QueryClient, id: string): Promise<Job> {
  const find = () => {
    const job = queries.getQueryData(jobsQuery.queryKey)?.jobs.find((one) => one.id === id)
    return job === undefined || job.state === 'running' ? null : job
  }
  return new Promise((resolve) => {
    const stop = queries.getQueryCache().subscribe(() => {
      const job = find()
      if (job === null) return
      stop()
      resolve(job)
    })
  })
}

/** Has long work done as a job, which goes on when the page is closed, and answers what it answered. */
export async function askAsJob<Answer>(
  queries: QueryClient,
  operation: string,
  input: unknown,
  onJob: (id: string) => void = () => {},
): Promise<Answer> {
  const begun = await postJson<{ job?: Job }>(`/api/v1/${operation}`, input, { prefer: 'respond-async' })
  // What takes no time is answered at once.
  if (begun.job === undefined) return begun as Answer
  const { id } = begun.job
  const end = ended(queries, id)
  onJob(id)
  keepJob(queries, begun.job)
  const { problem } = await end
  if (problem !== null) throw new Problem(problem.code, problem.message, problem.remedy)
  const { answer } = await getJson<{ answer: Answer }>(`${PATH}/${id}`, new AbortController().signal)
  return answer
}

export function cancelJob(id: string): Promise<Job> {
  return postJson('/api/v1/jobs-cancel', { id })
}
