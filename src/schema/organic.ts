/** Key of installs no network is credited with; it is told like a network and is none. */
export const ORGANIC = 'organic'

/** The networks among network keys. */
export function withoutOrganic(networks: readonly string[]): string[] {
  return networks.filter((network) => network !== ORGANIC)
}
