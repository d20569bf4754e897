import type { SiteRule, SiteRules } from './fraud-question.ts'

interface NamedSite {
  readonly network: string
  readonly networkLabel: string
  readonly site: string | null
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

function fits({ network, site }: SiteRule, own: NamedSite): boolean {
  if (network === undefined && site === undefined) return false
  const isNetwork =
    network === undefined || [own.network, own.networkLabel].some((name) => same(name, network))
  return isNetwork && (site === undefined || (own.site !== null && same(own.site, site)))
}

/** What somebody decided about a site, the first rule that fits: allow, then reject, then suspicious. */
export function ruleOf(rules: SiteRules, site: NamedSite): keyof SiteRules | null {
  const order = ['allow', 'reject', 'suspicious'] as const
  return order.find((kind) => rules[kind].some((rule) => fits(rule, site))) ?? null
}
