import type { Role } from './creative.ts'

interface RoleSpec {
  readonly role: Role
  readonly app: string
  /** Its rate beside an average video of the app. */
  readonly rate: number
  readonly launch: number
  /** Networks it runs on. */
  readonly sources: readonly string[]
}

const SHIFTING = ['unity-ads', 'applovin', 'meta']

/** The creatives with a story, each an ordinary 15-second gameplay video apart from its rate. */
export const ROLES: readonly RoleSpec[] = [
  {
    role: 'fatiguing-winner',
    app: 'LB',
    rate: 1.9,
    launch: -3,
    sources: ['unity-ads', 'ironsource', 'applovin', 'meta'],
  },
  {
    role: 'healthy-winner',
    app: 'LB',
    rate: 1.6,
    launch: -20,
    sources: ['unity-ads', 'mintegral', 'applovin', 'tiktok'],
  },
  { role: 'moves-to-poor', app: 'LB', rate: 1.25, launch: -12, sources: SHIFTING },
  { role: 'moves-to-good', app: 'LB', rate: 1, launch: -12, sources: SHIFTING },
  { role: 'fraud-favourite', app: 'LB', rate: 0.9, launch: -15, sources: ['ironsource'] },
  {
    role: 'fatiguing-winner',
    app: 'IS',
    rate: 1.9,
    launch: 2,
    sources: ['unity-ads', 'applovin', 'meta', 'tiktok'],
  },
  {
    role: 'healthy-winner',
    app: 'IS',
    rate: 1.6,
    launch: -25,
    sources: ['unity-ads', 'ironsource', 'mintegral', 'applovin'],
  },
]

/** Networks a role runs on. */
export function sourcesOf(role: Role, app: string): readonly string[] {
  return ROLES.find((spec) => spec.role === role && spec.app === app)?.sources ?? []
}
