/**
 * What sources call advertising to people who have the app already, accents left aside: `Re-engagement`,
 * `APP_RETARGETING`, `Remarketing`, X's `APP_ENGAGEMENTS`, Google's `App campaigns for engagement` in the languages of its
 * interface. Meta's `OUTCOME_ENGAGEMENT` asks for likes and comments and is none of them.
 */
const REENGAGEMENT = [
  /(?:^|[^a-z])re[-_ ]?(?:engag|engaj|target|cibl|market|attribut|activ|aktiv|ativ|ingagg|install)/,
  /(?:^|[^a-z])(?:riattiv|wieder(?:ansprache|gewinnung))/,
  /\bapp[-_ ](?:engagement|campaigns? for engagement|interaktion)/,
  /\bcamp(?:an|anh|agn)[ae]s? .*\bapp?(?:s|lica\w+)?\b.*(?:interac|interaz|engag|engaj|coinvolg|participac)/,
  /\bcampagnes? d.engagement\b.*\bapp/,
  /\bapp?(?:lica\w+)? ?: ?(?:interac|interaz|engag|engaj|coinvolg|participac)/,
]
/** The same where words stand without spaces. */
const REENGAGEMENT_JAPANESE =
  /アプリ ?エンゲージメント|リターゲティング|リマーケティング|リエンゲージメント|再エンゲージメント/

const ACCENTS = /\p{M}/gu

/** Whether a text of an objective says that people were addressed who have, or had, the app already. */
export function isReengagement(objective: string): boolean {
  const plain = objective.normalize('NFKD').replaceAll(ACCENTS, '').toLowerCase()
  return (
    REENGAGEMENT.some((words) => words.test(plain)) ||
    REENGAGEMENT_JAPANESE.test(objective.normalize('NFKC').replaceAll(/\s+/g, ' '))
  )
}
