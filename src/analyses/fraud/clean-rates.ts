import { answerQuery, type MetricAnswer, type MetricContext } from '#metrics/index.ts'
import type { FraudAnswer } from '#schema/answer/fraud-answer.ts'
import type { Basis } from '#schema/basis.ts'
import { ORGANIC } from '#schema/organic.ts'
import { boundsOf, type FraudQuestion } from './fraud-question.ts'

const INSTALLS = 'event.install'

function byNetwork(answer: MetricAnswer | null, component: string): ReadonlyMap<string, number> {
  return new Map(
    (answer?.totals.parts ?? []).flatMap(({ network, components }) => {
      const amount = components[component] ?? null
      return amount === null ? [] : [[network, amount] as const]
    }),
  )
}

const perMille = (installs: number | null, impressions: number | null) =>
  installs === null || impressions === null || impressions === 0 ? null : (1000 * installs) / impressions

const sum = (values: readonly (number | null)[]) =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0)

/** IPM of every network as claimed, as attributed, and without the installs of fraudulent sites; impressions stay. */
export async function cleanRates(
  question: FraudQuestion,
  fraudulent: ReadonlyMap<string, number>,
  context: MetricContext,
): Promise<{ readonly ipm: FraudAnswer['ipm']; readonly sql: readonly string[] }> {
  const isKnown = (basis: Basis) =>
    context.catalogue.loads.some(({ kinds }) =>
      kinds.some((kind) => kind.event === 'install' && kind.basis === basis),
    )
  const ask = async (metrics: string[], basis?: Basis): Promise<MetricAnswer | null> => {
    if (basis !== undefined && !isKnown(basis)) return null
    return answerQuery(
      {
        ...boundsOf(question),
        metrics,
        purpose: 'acquisition',
        ...(basis === undefined ? {} : { basis }),
        maturity: 'include',
      },
      context,
    )
  }
  const delivery = await ask(['impressions'])
  const claims = await ask(['installs'], 'network')
  const attributions = await ask(['installs'], 'mmp')
  const shownOn = byNetwork(delivery, 'impressions')
  const claimed = byNetwork(claims, INSTALLS)
  const attributed = byNetwork(attributions, INSTALLS)
  const all = [...new Set([...shownOn.keys(), ...claimed.keys(), ...attributed.keys()])].filter(
    (network) => network !== ORGANIC && network !== '',
  )
  const known = all.map((network) => {
    const impressions = shownOn.get(network) ?? null
    const claim = claimed.get(network) ?? null
    const counted = attributed.get(network) ?? null
    const base = counted ?? claim
    const cleaned = base === null ? null : Math.max(0, base - (fraudulent.get(network) ?? 0))
    return { network, impressions, claim, counted, cleaned }
  })
  const networks = known.map(({ network, impressions, claim, counted, cleaned }) => {
    const notComputed: Record<string, string> = {}
    const noRate =
      impressions === null || impressions === 0 ? 'no impressions of the network are known' : null
    if (noRate !== null || claim === null)
      notComputed.claimed = noRate ?? 'the network’s own installs are not known'
    if (noRate !== null || counted === null) notComputed.attributed = noRate ?? 'no MMP counts this network'
    if (noRate !== null || cleaned === null) notComputed.cleaned = noRate ?? 'no installs are known'
    return {
      network,
      networkLabel: context.catalogue.networkLabels.get(network) ?? network,
      impressions,
      claimed: perMille(claim, impressions),
      attributed: perMille(counted, impressions),
      cleaned: perMille(cleaned, impressions),
      notComputed,
    }
  })
  // Side by side only over networks that tell as much as can be told of any.
  const shown = known.filter(({ impressions }) => (impressions ?? 0) > 0)
  const full = shown.filter(({ claim, counted }) => claim !== null && counted !== null)
  const some = full.length > 0 ? full : shown.filter(({ counted }) => counted !== null)
  const basis = some.length > 0 ? some : shown
  const total = (read: (own: (typeof known)[number]) => number | null) =>
    basis.length === 0 || basis.some((own) => read(own) === null)
      ? null
      : perMille(sum(basis.map(read)), sum(basis.map(({ impressions }) => impressions)))
  const notComputed: Record<string, string> = {}
  const ipm = {
    claimed: total(({ claim }) => claim),
    attributed: total(({ counted }) => counted),
    cleaned: total(({ cleaned }) => cleaned),
  }
  for (const name of ['claimed', 'attributed', 'cleaned'] as const)
    if (ipm[name] === null)
      notComputed[name] =
        basis.length === 0
          ? 'no impressions are known'
          : `no network tells ${name} installs beside impressions`
  return {
    ipm: {
      ...ipm,
      networks: networks.toSorted((a, b) => (b.impressions ?? 0) - (a.impressions ?? 0)),
      notComputed,
    },
    sql: [delivery, claims, attributions].flatMap((answer) => answer?.sql ?? []),
  }
}
