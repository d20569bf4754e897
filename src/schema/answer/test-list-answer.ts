import { z } from 'zod'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { TestState } from './test-state.ts'

export const TestListAnswer = z.object({
  tests: z.array(TestState),
  notes: z.array(Note),
  freshness: Freshness,
})
export type TestListAnswer = z.infer<typeof TestListAnswer>
