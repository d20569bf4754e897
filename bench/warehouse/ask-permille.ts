import { OPERATIONS, Project } from '#engine/index.ts'
import { QueryAnswer } from '#schema/answer/query-answer.ts'
import { QUESTIONS } from './questions.ts'
import { saidBy, timed } from './timed.ts'

/** Asks a project the questions of the bench in this process, and prints what each took from question to rows. */
const [path = '', times = '1'] = process.argv.slice(2)
const query = OPERATIONS.find(({ name }) => name === 'query')
if (query === undefined) throw new Error('there is no operation query')
const project = await Project.open(path)
const asked: Record<string, unknown> = {}
for (const { name, input } of QUESTIONS) {
  const ask = () => query.run(project, input, { localFiles: true })
  const took = await timed(Number(times), ask)
  const { rows, totals, sql } = QueryAnswer.parse(await ask())
  asked[name] = {
    ...took,
    rows: rows.length,
    isRolled: sql.every((text) => text.includes('rolled_fact')),
    said: saidBy([totals, ...rows]),
  }
}
console.log(JSON.stringify(asked))
await project.close()
