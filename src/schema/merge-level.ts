/** What people alone put together; of creatives files decide, too. */
export const DECIDED_LEVELS = ['network', 'app', 'campaign', 'ad_group', 'ad'] as const
export type DecidedLevel = (typeof DECIDED_LEVELS)[number]

/** What can be put together by hand. */
export const MERGE_LEVELS = [
  'creative',
  'campaign',
  'ad_group',
  'ad',
  'app',
  'network',
] as const satisfies readonly (DecidedLevel | 'creative')[]
export type MergeLevel = (typeof MERGE_LEVELS)[number]
