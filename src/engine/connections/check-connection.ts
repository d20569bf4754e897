import type { ShownExchange } from '#connectors/kit/caller.ts'
import { fetchSlice } from '#connectors/kit/fetch-slice.ts'
import { SourceError } from '#connectors/kit/problem.ts'
import { PermilleError } from '#schema/error.ts'
import type { ConnectionConfig } from './connection-config.ts'
import { chosenAccounts } from './list-accounts.ts'
import { type OpenConnection, openCaller } from './open-caller.ts'
import { spanOf } from './plan-days.ts'
import { chosenStreams } from './sync-connection.ts'

/** One thing that was tried with a connection, and what it says. */
export interface CheckFinding {
  readonly step: string
  readonly ok: boolean
  /** `fine`, `empty` (fine, and nothing to report), or what is wrong. */
  readonly kind: string
  readonly message: string
  readonly remedy: string | null
}

export interface ConnectionCheck {
  readonly ok: boolean
  readonly findings: readonly CheckFinding[]
  /** What was asked and the shape of what came, without secrets and values: it can be shown to anybody. */
  readonly exchanges: readonly ShownExchange[]
}

const ENOUGH_ROWS = 100

async function attempt(step: string, work: () => Promise<CheckFinding>): Promise<CheckFinding> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof PermilleError)) throw error
    const kind = error instanceof SourceError ? error.problem.kind : error.code
    return { step, ok: false, kind, message: error.message, remedy: error.remedy }
  }
}

/** Tries a connection without storing anything: its key, its accounts, and the newest day of each report. */
export async function checkConnection(
  open: OpenConnection,
  config: ConnectionConfig,
  timezone: string,
): Promise<ConnectionCheck> {
  const exchanges: ShownExchange[] = []
  const caller = openCaller(open, { onExchange: (exchange) => exchanges.push(exchange) })
  const findings: CheckFinding[] = []
  const tryStep = async (step: string, work: () => Promise<CheckFinding>) => {
    const finding = await attempt(step, work)
    findings.push(finding)
    return finding.ok
  }
  let accounts: Awaited<ReturnType<typeof chosenAccounts>> = []
  const hasAccounts = await tryStep('accounts', async () => {
    accounts = await chosenAccounts(caller, open, config)
    const names = accounts.map(({ id, name }) => (name === null ? id : `${name} (${id})`)).join(', ')
    const isEmpty = accounts.length === 0
    return {
      step: 'accounts',
      ok: !isEmpty,
      kind: isEmpty ? 'not_enabled' : 'fine',
      message: isEmpty ? 'the key may read no account' : names,
      remedy: isEmpty ? 'give the key access to an advertiser account' : null,
    }
  })
  const [account] = accounts
  if (hasAccounts && account !== undefined) {
    for (const stream of chosenStreams(open, config)) {
      const zone = account.zone ?? stream.layout.zone ?? timezone
      const day = spanOf({ stream, zone, since: null, now: open.clock.now() })?.to
      if (day === undefined) continue
      await tryStep(stream.id, async () => {
        const version = config.version ?? open.connector.api.version ?? ''
        let rows = 0
        for await (const _row of fetchSlice(caller, stream, {
          fields: caller.fields,
          account,
          from: day,
          to: day,
          version,
        })) {
          if (++rows >= ENOUGH_ROWS) break
        }
        const many =
          rows >= ENOUGH_ROWS ? `${ENOUGH_ROWS} rows or more` : `${rows} row${rows === 1 ? '' : 's'}`
        return {
          step: stream.id,
          ok: true,
          kind: rows === 0 ? 'empty' : 'fine',
          message: rows === 0 ? `no rows for ${day}; that is fine where nothing ran` : `${many} for ${day}`,
          remedy: null,
        }
      })
    }
  }
  return { ok: findings.every(({ ok }) => ok), findings, exchanges }
}
