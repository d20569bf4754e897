import type { SourceOfTruth } from '#models/policy.ts'
import type { SqlRow } from '#warehouse/warehouse.ts'
import type { Catalogue, CataloguedSlice } from '../catalogue.ts'
import type { Parameters } from '../parameters.ts'

/** Parts a network from an app; no name of either holds it. */
const BETWEEN = '\u001f'

/** Apps that are settled on their own, by network. */
export type SettledApps = ReadonlyMap<string, readonly string[]>

interface Settling {
  readonly settledApps: SettledApps
}

/** One text for where it is settled whose numbers answer: a network, or one app on it. */
export function placeOf(network: string, app: string | null): string {
  return app === null ? network : `${network}${BETWEEN}${app}`
}

/** The network of such a place. */
export function networkOf(place: string): string {
  return place.split(BETWEEN)[0] ?? place
}

/** The app of such a place; `null` where it is a whole network, or what other apps leave of it. */
export function appOf(place: string): string | null {
  return place.split(BETWEEN)[1] ?? null
}

/** Where a row of the store's answer is settled. */
export function placeOfRow({ place, network }: SqlRow): string {
  if (typeof place === 'string') return place
  return network === null || network === undefined ? '' : String(network)
}

/** Where what a slice holds is settled. */
export function placeOfSlice({ settledApps }: Settling, { network, app }: CataloguedSlice): string {
  const isApart = app !== null && settledApps.get(network)?.includes(app) === true
  return placeOf(network, isApart ? app : null)
}

/** SQL for where a member `i` is settled, by the same text. */
export function placeSql({ settledApps }: Settling, parameters: Parameters): string {
  const network = `coalesce(i.network, '')`
  const bind = (text: string) => `${parameters.bind(text)}::VARCHAR`
  const cases = [...settledApps].flatMap(([own, apps]) =>
    apps.map(
      (app) => `WHEN ${network} = ${bind(own)} AND i.app = ${bind(app)} THEN ${bind(placeOf(own, app))}`,
    ),
  )
  return cases.length === 0 ? network : `CASE ${cases.join(' ')} ELSE ${network} END`
}

const namedApps = ({ slices }: Catalogue, policy: SourceOfTruth, network: string) =>
  slices.flatMap((slice) =>
    slice.network === network && slice.app !== null && policy.apps?.has(slice.app) === true
      ? [slice.app]
      : [],
  )

/** Loads of a network that do not say which app their rows are of, where the source of truth is of single apps. */
export function loadsWithoutApp(
  catalogue: Catalogue,
  policy: SourceOfTruth | undefined,
  network: string,
): readonly number[] {
  if (policy === undefined || namedApps(catalogue, policy, network).length === 0) return []
  return catalogue.slices.flatMap((slice) =>
    slice.network === network && slice.app === null ? [slice.load] : [],
  )
}

/**
 * The apps that the source of truth names, by the networks they ran on. Only on networks of which every report says
 * which app its rows are of: else one basis would answer for an app, and another for the network it is part of.
 */
export function settledAppsOf(catalogue: Catalogue, policy: SourceOfTruth | undefined): SettledApps {
  if (policy?.apps === undefined) return new Map()
  const networks = new Set(catalogue.slices.map(({ network }) => network))
  return new Map(
    [...networks].flatMap((network) => {
      const apps = [...new Set(namedApps(catalogue, policy, network))].sort()
      const isTold = loadsWithoutApp(catalogue, policy, network).length === 0
      return apps.length > 0 && isTold ? [[network, apps] as const] : []
    }),
  )
}
