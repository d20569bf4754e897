import { describe, expect, it } from 'vitest'
import type { Job } from '#schema/answer/job.ts'
import { describeJob, formatSpan } from './describe-job.ts'

const JOB: Job = {
  id: '1',
  operation: 'import',
  title: 'Import a.csv',
  who: 'local',
  state: 'running',
  startedAt: '2026-03-01T10:00:00.000Z',
  endedAt: null,
  fraction: 0.25,
  rows: 0,
  rowsPerSecond: null,
  secondsLeft: 30,
  resumes: null,
  isCancelling: false,
  problem: null,
}

describe('a job in one line', () => {
  it('says how far it is, and no rows where none are counted yet', () => {
    expect(describeJob(JOB)).toBe('25% · 30 s left')
    expect(describeJob({ ...JOB, rows: 1000, rowsPerSecond: 99.6 })).toBe(
      '25% · 1\u202f000 rows · 100 rows/s · 30 s left',
    )
  })

  it('says how it ended and what to do', () => {
    const ended = { ...JOB, endedAt: '2026-03-01T10:03:00.000Z' }
    expect(describeJob({ ...ended, state: 'done', rows: 5 })).toBe('Done · 5 rows · 3 min')
    expect(
      describeJob({
        ...ended,
        state: 'interrupted',
        problem: {
          code: 'unavailable',
          message: 'permille ended before it did',
          remedy: 'send the file again',
        },
      }),
    ).toBe('Interrupted: permille ended before it did. Send the file again.')
  })

  it('says spans in the unit a person would', () => {
    expect([0.2, 89, 150, 5400, 9000].map(formatSpan)).toEqual(['1 s', '89 s', '3 min', '1.5 h', '2.5 h'])
  })
})
