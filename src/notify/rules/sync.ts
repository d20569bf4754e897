import { z } from 'zod'
import { ConnectionsAnswer } from '#schema/answer/connection-answer.ts'
import { SyncsAnswer } from '#schema/answer/sync-answer.ts'
import { defineRule, type Found, type NotJudged } from './rule.ts'

const RUNS = 200

/** A connection whose newest syncs all failed. */
export const sync = defineRule({
  name: 'sync',
  label: 'Sync failing',
  summary: 'the newest syncs of a connection failed',
  settings: z.strictObject({ failures: z.number().int().min(1).max(20).default(1) }).prefault({}),
  judgesDays: false,
  async judge(ask, { failures }) {
    const { connections } = await ask({ operation: 'connections', input: {}, answer: ConnectionsAnswer })
    const { syncs } = await ask({ operation: 'syncs', input: { limit: RUNS }, answer: SyncsAnswer })
    const found: Found[] = []
    const held: NotJudged[] = []
    for (const { connection, label, paused } of connections) {
      const ended = syncs.filter(
        (run) => run.connection === connection && ['done', 'failed'].includes(run.state),
      )
      const since = ended.findIndex(({ state }) => state === 'done')
      const failed = since === -1 ? ended : ended.slice(0, since)
      const [newest] = failed
      if (newest === undefined || failed.length < failures) continue
      if (paused) {
        held.push({ object: connection, name: connection, reason: 'it is paused' })
        continue
      }
      found.push({
        object: connection,
        name: connection,
        message: `${connection} (${label}) cannot be read: ${newest.message ?? newest.problem ?? 'no reason was kept'}`,
        figures: [
          { label: 'Failed in a row', value: String(failed.length) },
          { label: 'Since', value: failed.at(-1)?.startedAt ?? newest.startedAt },
          { label: 'Last read', value: ended[since]?.endedAt ?? 'never' },
        ],
        networks: [],
        shows: { operation: 'syncs', input: { connection }, page: '/data/connections' },
      })
    }
    return { found, held }
  },
})
