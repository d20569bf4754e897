/**
 * What sources call advertising to people who have the app already: `Re-engagement`, `APP_RETARGETING`,
 * `Remarketing`, X's `APP_ENGAGEMENTS`, Google's `App campaigns for engagement`. Meta's `OUTCOME_ENGAGEMENT` asks
 * for likes and comments and is none of them.
 */
const REENGAGEMENT =
  /(?:^|[^a-z])re[-_ ]?(?:engag|target|market|attribut|activat|install)|\bapp[-_ ](?:engagement|campaigns? for engagement)/i

/** Whether a text of an objective says that people were addressed who have, or had, the app already. */
export function isReengagement(objective: string): boolean {
  return REENGAGEMENT.test(objective)
}
