import { z } from 'zod'
import { TestListAnswer } from '#schema/answer/test-list-answer.ts'
import type { TestState } from '#schema/answer/test-state.ts'
import type { Note } from '#schema/note.ts'
import { declaredTests } from './declared-tests.ts'
import { earlierTestsOf } from './earlier-tests-of.ts'
import { DecisionMaturityInput, Sample } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { presentTestList } from './present-test-list.ts'
import { readDeclaredTest } from './read-declared-test.ts'
import { sampleNote } from './sample-note.ts'

export const testList = defineOperation({
  name: 'test-list',
  command: 'test list',
  summary: 'The declared tests: how each stands and what to do next',
  description:
    'Reads every test declared under tests in permille.yaml from its complete days: whether it has begun, its verdict, the days so far, and the next step.',
  examples: ['test list'],
  kind: 'question',
  input: z.object({ maturity: DecisionMaturityInput, sample: Sample.optional() }),
  output: TestListAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const declared = await declaredTests(project, store)
    const tests: TestState[] = []
    const asked = { on: null, maturity: input.maturity }
    const moment = { ...asked, earlierTests: earlierTestsOf(declared, asked, context) }
    let leavesOut = false
    for (const [id, test] of declared) {
      const { state, reading } = await readDeclaredTest(id, test, moment, context)
      tests.push(state)
      leavesOut ||= reading?.answer.notes.some(({ code }) => code === 'immature_left_out') ?? false
    }
    const freshness = await store.freshness(context)
    const notes: Note[] = [...sampleNote(freshness)]
    if (tests.length === 0)
      notes.push({
        code: 'no_tests',
        severity: 'info',
        message: 'No test is declared yet: permille test plan "Old hook" "New hook" --lift 20% --save hook.',
      })
    if (leavesOut)
      notes.push({
        code: 'immature_left_out',
        severity: 'info',
        message:
          'Days on which conversions are still expected are left out; permille test show NAME says which.',
      })
    return { tests, notes, freshness }
  },
  present: presentTestList,
})
