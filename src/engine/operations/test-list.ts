import { z } from 'zod'
import { TestListAnswer } from '#schema/answer/test-list-answer.ts'
import type { TestState } from '#schema/answer/test-state.ts'
import type { Note } from '#schema/note.ts'
import { declaredTests } from './declared-tests.ts'
import { Sample } from './inputs.ts'
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
  input: z.object({ sample: Sample.optional() }),
  output: TestListAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const declared = await declaredTests(project, store)
    const tests: TestState[] = []
    for (const [id, test] of declared) tests.push((await readDeclaredTest(id, test, null, context)).state)
    const freshness = await store.freshness()
    const notes: Note[] = [...sampleNote(freshness)]
    if (tests.length === 0)
      notes.push({
        code: 'no_tests',
        severity: 'info',
        message: 'No test is declared yet: permille test plan "Old hook" "New hook" --lift 20% --save hook.',
      })
    return { tests, notes, freshness }
  },
  present: presentTestList,
})
