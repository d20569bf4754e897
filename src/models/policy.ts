type Outcomes = readonly ('mmp' | 'network' | 'own')[]
/** What a project says an order of: an app on one network, an app, a network, or everything. */
type SaidOf = 'app_on_network' | 'app' | 'network' | 'all'

/** Whose conversions of one app answer, and those of single networks, which go before. */
export interface AppPolicy {
  readonly outcomes: Outcomes | null
  readonly networks: ReadonlyMap<string, Outcomes>
}

/** Which basis answers a plain count of conversions, first choice first. */
export interface SourceOfTruth {
  readonly outcomes: Outcomes
  /** The same for single networks, which goes before. */
  readonly networks?: ReadonlyMap<string, Outcomes>
  /** The same for single apps, which goes before both. */
  readonly apps?: ReadonlyMap<string, AppPolicy>
  /** Share of MMP conversions that must match a delivered object before the MMP answers at that level. */
  readonly matchedShare: number
}

export const DEFAULT_SOURCE_OF_TRUTH: SourceOfTruth = {
  outcomes: ['mmp', 'own', 'network'],
  matchedShare: 0.9,
}

/** Whose conversions answer for a network and app, and of what that is said: the most specific wins. */
export function decidedOutcomes(
  policy: SourceOfTruth,
  network: string,
  app: string | null,
): { readonly outcomes: Outcomes; readonly saidOf: SaidOf } {
  const own = app === null ? undefined : policy.apps?.get(app)
  const said: readonly (readonly [SaidOf, Outcomes | null | undefined])[] = [
    ['app_on_network', own?.networks.get(network)],
    ['app', own?.outcomes],
    ['network', policy.networks?.get(network)],
  ]
  for (const [saidOf, outcomes] of said) if (outcomes) return { outcomes, saidOf }
  return { outcomes: policy.outcomes, saidOf: 'all' }
}

/** Whose conversions answer for a network and app: what is said of both, of the app, of the network, or of all. */
export function outcomesFor(policy: SourceOfTruth, network: string, app: string | null): Outcomes {
  return decidedOutcomes(policy, network, app).outcomes
}
