import fc from 'fast-check'
import { APPS, NETWORKS, type Row } from './random-rows.test-support.ts'

const order = fc.constantFrom(['own', 'network'], ['network', 'own'], ['own'], ['network', 'mmp'])
type Order = typeof order extends fc.Arbitrary<infer Value> ? Value : never
const ofNetworks = fc.dictionary(fc.constantFrom(...NETWORKS), order, { maxKeys: 2, noNullPrototype: true })
const ofApp = fc.record({ outcomes: fc.option(order), networks: ofNetworks })

/** What a project says of whose conversions answer, which names are one app, and what is one by hand. */
export const policy = fc.record({
  outcomes: order,
  networks: ofNetworks,
  apps: fc.dictionary(fc.constantFrom(...APPS), ofApp, { maxKeys: 3, noNullPrototype: true }),
  aliases: fc.constantFrom<Readonly<Record<string, string>>[]>(
    {},
    { 'com.studio.island': 'Paper Harbour' },
    { '1234567890': 'Harbour Two' },
  ),
  mergesApps: fc.boolean(),
  mergesCampaigns: fc.boolean(),
})
export type Policy = typeof policy extends fc.Arbitrary<infer Value> ? Value : never

/** What things are called that are one by hand. */
export const ONE = { app: 'Both Apps', campaign: 'Both Campaigns' } as const

/** As `permille.yaml` says it. */
export function settingsOf({ outcomes, networks, apps, aliases }: Policy) {
  const said = Object.entries(apps).map(([name, own]) => [
    name,
    { networks: own.networks, ...(own.outcomes === null ? {} : { outcomes: own.outcomes }) },
  ])
  return { apps: aliases, sourceOfTruth: { outcomes, networks, apps: Object.fromEntries(said) } }
}

/** The app a name means, before anything is one by hand. */
export const aliasOf = ({ aliases }: Policy, name: string) => aliases[name] ?? name

/** Rows as the project is to count them, `together` the apps and campaigns that are one by hand. */
export function countedBy(
  said: Policy,
  all: readonly Row[],
  together: { readonly apps: readonly string[]; readonly campaigns: readonly string[] },
): { readonly rows: readonly Row[]; readonly appOf: (name: string) => string } {
  const appOf = (name: string) => {
    const alias = aliasOf(said, name)
    return together.apps.includes(alias) ? ONE.app : alias
  }
  const byApp = new Map(Object.entries(said.apps).map(([name, own]) => [appOf(name), own]))
  const untold = new Set(all.filter(({ app }) => app === null).map(({ network }) => network))
  const orderOf = ({ network, app }: Row): Order => {
    const own = app === null || untold.has(network) ? undefined : byApp.get(appOf(app))
    return own?.networks[network] ?? own?.outcomes ?? said.networks[network] ?? said.outcomes
  }
  const rows = all.map((row) => ({
    ...row,
    app: row.app === null ? null : appOf(row.app),
    campaign: together.campaigns.includes(`${row.network}:${row.campaign}`.toLowerCase())
      ? ONE.campaign
      : row.campaign,
    installs: orderOf(row).find((basis) => basis !== 'mmp') === 'own' ? row.joined : row.installs,
  }))
  return { rows, appOf }
}
