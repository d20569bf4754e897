import type { z } from 'zod'
import type { Ask } from '#notify/rules/rule.ts'
import { PermilleError } from '#schema/error.ts'
import { connections } from '../operations/connections.ts'
import { fatigue } from '../operations/fatigue.ts'
import { fraud } from '../operations/fraud.ts'
import type { Operation } from '../operations/operation.ts'
import { query } from '../operations/query.ts'
import { rank } from '../operations/rank.ts'
import { restatements } from '../operations/restatements.ts'
import { sources } from '../operations/sources.ts'
import { syncs } from '../operations/syncs.ts'
import type { Project } from '../project.ts'

const ASKED: ReadonlyMap<string, Operation> = new Map(
  [connections, fatigue, fraud, query, rank, restatements, sources, syncs].map((one) => [one.name, one]),
)
/** Asks a project's operations; equal questions are answered once. */
export function askOperations(project: Project, signal?: AbortSignal): Ask {
  const answers = new Map<string, Promise<unknown>>()
  return async (question) => {
    const operation = ASKED.get(question.operation)
    if (operation === undefined) throw new PermilleError('internal', `nothing may ask ${question.operation}`)
    signal?.throwIfAborted()
    const key = JSON.stringify([operation.name, question.input])
    const known = answers.get(key) ?? operation.run(project, question.input, { localFiles: false })
    answers.set(key, known)
    const answer: z.output<typeof question.answer> = question.answer.parse(await known)
    return answer
  }
}
