import type { Account } from '#connectors/kit/account.ts'
import type { ApiCaller } from '#connectors/kit/caller.ts'
import { fetchRows } from '#connectors/kit/fetch-rows.ts'
import { PermilleError } from '#schema/error.ts'
import type { ConnectionConfig } from './connection-config.ts'
import type { OpenConnection } from './open-caller.ts'

/** The accounts a connection may read. */
export async function listAccounts(
  caller: ApiCaller,
  open: OpenConnection,
  version: string,
): Promise<readonly Account[]> {
  const { accounts } = open.connector.api
  if (accounts.kind === 'stated') return accounts.of(caller.fields, open.name)
  const found = new Map<string, Account>()
  for (const fetch of accounts.fetch({ fields: caller.fields, version })) {
    for await (const row of fetchRows(caller, fetch)) {
      const account = accounts.account(row)
      if (account !== null) found.set(account.id, account)
    }
  }
  return [...found.values()]
}

/** The accounts a connection is to read. Throws `not_found` for a named one that is not there. */
export async function chosenAccounts(
  caller: ApiCaller,
  open: OpenConnection,
  config: ConnectionConfig,
): Promise<readonly Account[]> {
  const all = await listAccounts(caller, open, config.version ?? open.connector.api.version ?? '')
  if (config.accounts === undefined) return all
  return config.accounts.map((wanted) => {
    const account = all.find(({ id }) => id === wanted)
    if (account !== undefined) return account
    throw new PermilleError('not_found', `${open.name} has no account ${wanted}`, {
      remedy: `it may read ${all.map(({ id }) => id).join(', ') || 'none'}`,
    })
  })
}
