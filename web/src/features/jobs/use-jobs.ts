import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { Job } from '#schema/answer/job.ts'
import { JOB_EVENTS, jobsQuery, keepJob } from '../../api/jobs.ts'

function onVisibility(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed)
  return () => document.removeEventListener('visibilitychange', changed)
}

const isVisible = () => document.visibilityState === 'visible'

/** The newest jobs, followed while one runs; everything shown is asked anew when one ends. */
export function useJobs(): readonly Job[] {
  const queries = useQueryClient()
  const { data } = useQuery(jobsQuery)
  const jobs = data?.jobs ?? []
  const running = jobs.filter(({ state }) => state === 'running').map(({ id }) => id)
  const runs = running.length > 0
  // A browser opens few connections to one server: a page nobody sees holds none.
  const visible = useSyncExternalStore(onVisibility, isVisible)
  const known = useRef<readonly string[]>([])

  useEffect(() => {
    if (!runs || !visible) return
    const events = new EventSource(JOB_EVENTS)
    events.addEventListener('job', ({ data: text }) => keepJob(queries, JSON.parse(text) as Job))
    return () => events.close()
  }, [runs, visible, queries])

  useEffect(() => {
    const hasEnded = known.current.some((id) => !running.includes(id))
    known.current = running
    if (hasEnded) void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'jobs' })
  })

  return jobs
}
