import type { Context } from 'hono'
import { OPERATIONS, type Operation, type OperationContext, rightOf } from '#engine/index.ts'
import { addressOf } from './address.ts'
import { authorise } from './authorise.ts'
import type { App, Desk } from './desk.ts'
import type { Env } from './env.ts'
import { answerOfJob, Begun, sendBegun, wantsJob } from './job-answer.ts'
import { labelled } from './labelled.ts'
import { answerOnce } from './once.ts'
import { limitJson, readJson } from './read-json.ts'
import { sendFile, wantsFile } from './send-file.ts'
import { sendJson } from './send-json.ts'
import { isKnown, tagAnswer } from './unchanged.ts'

function queryInput(search: URLSearchParams): Record<string, unknown> {
  const names = [...new Set(search.keys())]
  return Object.fromEntries(
    names.map((name) => {
      const values = search.getAll(name)
      return [name, values.length === 1 ? values[0] : values]
    }),
  )
}

function addOperation(app: App, operation: Operation, desk: Desk): void {
  const { project } = desk
  const path = `/api/v1/${operation.name}`
  const right = authorise(desk, rightOf(operation))
  const lend = (context: Context<Env>): OperationContext => ({
    localFiles: false,
    goesOn: true,
    uploads: project.folder.uploads,
    caller: context.get('caller'),
    address: addressOf(context, desk),
  })
  const answer = (context: Context<Env>, input: unknown, more: Pick<OperationContext, 'onJob'> = {}) =>
    operation.run(project, input, { ...lend(context), ...more })
  const sent = (context: Context<Env>, given: unknown) =>
    wantsFile(context, operation) ? sendFile(context, given) : sendJson(context, given)
  if (operation.kind === 'question') {
    app.get(path, labelled(path), right, async (context) => {
      const { searchParams } = new URL(context.req.url)
      const input = queryInput(searchParams)
      const lent = lend(context)
      const given = () => operation.run(project, input, lent)
      if (operation.isMomentary === true) return sent(context, await given())
      const tag = await tagAnswer(context, desk, operation)
      if (isKnown(context, tag)) return context.body(null, 304)
      if (wantsFile(context, operation)) return sendFile(context, await given())
      searchParams.sort()
      // While an import goes on, what is asked for the first time is of rows nobody is told of yet.
      const isOfTag = () => project.publishedRows.areCurrent()
      return desk.kept.send(context, { question: `${path}?${searchParams}`, tag, isOfTag }, given)
    })
  }
  app.post(path, labelled(path), right, limitJson, async (context) => {
    const input = await readJson(context)
    if (wantsJob(context, operation)) {
      const begun = () => answerOfJob((onJob) => answer(context, input, { onJob }))
      const job = Begun.parse(await answerOnce(context, desk, operation, { input, answer: begun }))
      return sendBegun(context, job)
    }
    return sent(
      context,
      await answerOnce(context, desk, operation, { input, answer: () => answer(context, input) }),
    )
  })
}

/** Adds a route for every operation: GET and POST for a question, POST for a change. */
export function addOperations(app: App, desk: Desk): void {
  for (const operation of OPERATIONS) addOperation(app, operation, desk)
}
