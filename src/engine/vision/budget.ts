import type { TokenCount } from '#creatives/vision-model/vision-model.ts'
import type { VisionModelSetting } from '../creative-tags/tagging-settings.ts'

const PER = 1_000_000

/** Why a question that may cost so many tokens is not asked any more this month; `null` where it is. */
export function beyondBudget(
  { monthlyTokens, price, monthlySpend }: VisionModelSetting,
  used: TokenCount,
  next: TokenCount,
): string | null {
  const [input, output] = [used.input + next.input, used.output + next.output]
  if (input + output > monthlyTokens)
    return `the month's ${monthlyTokens} tokens are used up (tagging.visionModel.monthlyTokens)`
  if (price === undefined || monthlySpend === undefined) return null
  return (input * price.input + output * price.output) / PER > monthlySpend
    ? `the month's ${monthlySpend} are spent (tagging.visionModel.monthlySpend)`
    : null
}
