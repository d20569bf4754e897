import type { Session } from '#warehouse/warehouse.ts'

/** What permille knows of a source without looking at its rows. */
export interface SourceProfile {
  readonly source: string
  readonly label: string
  readonly kind: 'network' | 'mmp' | 'own'
  /** Network whose numbers it reports, for a network's own source. */
  readonly network: string | null
  readonly refetchDays: number
}

/** Writes the profiles of all known sources. */
export function refreshSources(session: Session, profiles: readonly SourceProfile[]): Promise<void> {
  return session.replaceTable(
    'source_profile',
    ['source', 'label', 'kind', 'network', 'refetch_days'],
    profiles.map(({ source, label, kind, network, refetchDays }) => [
      source,
      label,
      kind,
      network,
      refetchDays,
    ]),
  )
}
