/** Everything a row can be grouped or filtered by, with the words shown to people. */
export const DIMENSIONS = {
  network: { label: 'Network' },
  account: { label: 'Account' },
  app: { label: 'App' },
  os: { label: 'OS' },
  country: { label: 'Country' },
  region: { label: 'Region' },
  campaign_id: { label: 'Campaign id' },
  campaign: { label: 'Campaign' },
  ad_group_id: { label: 'Ad group id' },
  ad_group: { label: 'Ad group' },
  ad_id: { label: 'Ad id' },
  ad: { label: 'Ad' },
  creative_id: { label: 'Creative id' },
  creative: { label: 'Creative' },
  format: { label: 'Format' },
  objective: { label: 'Objective' },
  optimisation_goal: { label: 'Optimisation goal' },
  placement: { label: 'Placement' },
  site: { label: 'Site' },
  store_page: { label: 'Store page' },
  landing_page: { label: 'Landing page' },
  device: { label: 'Device' },
  age: { label: 'Age' },
  gender: { label: 'Gender' },
  interest: { label: 'Interest' },
  audience: { label: 'Audience' },
} as const satisfies Record<string, { label: string }>

export type Dimension = keyof typeof DIMENSIONS

export const DIMENSION_NAMES = Object.keys(DIMENSIONS) as readonly Dimension[]

export function isDimension(name: string): name is Dimension {
  return Object.hasOwn(DIMENSIONS, name)
}

/** Levels of the account hierarchy: each is one object known by an id, a name, or both. */
export const ENTITY_LEVELS = ['campaign', 'ad_group', 'ad', 'creative'] as const
export type EntityLevel = (typeof ENTITY_LEVELS)[number]

export function isEntityLevel(name: string): name is EntityLevel {
  return ENTITY_LEVELS.some((level) => level === name)
}

/** What a campaign, ad group, ad or creative is known by beside its name. */
export const ENTITY_TRAITS = {
  status: { label: 'Status' },
  launched: { label: 'Launched' },
  age_in_days: { label: 'Age in days' },
} as const satisfies Record<string, { label: string }>
export type EntityTrait = keyof typeof ENTITY_TRAITS

export function isEntityTrait(name: string): name is EntityTrait {
  return Object.hasOwn(ENTITY_TRAITS, name)
}

/** What a file may say of an object in a column. */
export const ENTITY_ATTRIBUTES = ['status', 'started', 'budget', 'bid', 'preview', 'asset_url'] as const
export type EntityAttribute = (typeof ENTITY_ATTRIBUTES)[number]
