import { z } from 'zod'
import { Day } from '../day.ts'
import { TestDesign } from '../project-test.ts'
import { NotComputed } from './not-computed.ts'
import { Reason } from './rank-answer.ts'

export const DeclaredVerdict = z.enum([
  'invalid',
  'winner',
  'ahead',
  'no_meaningful_difference',
  'keep_running',
])
export type DeclaredVerdict = z.infer<typeof DeclaredVerdict>

/** One declared test at one moment. */
export const TestState = z.object({
  test: z.string(),
  name: z.string(),
  question: z.string().nullable(),
  status: z.enum(['not_read', 'not_begun', 'running', 'ended']),
  design: TestDesign,
  by: z.string(),
  event: z.string(),
  control: z.string(),
  arms: z.array(z.string()),
  start: Day,
  end: Day.nullable(),
  /** Last day counted; `null` before the first. */
  countedTo: Day.nullable(),
  /** Complete days counted, without the exploration. */
  days: z.number().int(),
  verdict: DeclaredVerdict.nullable(),
  /** The arm that won, or leads where the design lets nobody win. */
  leader: z.string().nullable(),
  /** Days to the planned information at the present pace. */
  moreDays: z.number().int().nullable(),
  nextStep: z.string(),
  reasons: z.array(Reason),
  notComputed: NotComputed,
})
export type TestState = z.infer<typeof TestState>
