import { CHANGE_PARTS, type ChangeParts, type ExplainAnswer } from '#schema/answer/explain-answer.ts'

type Explained = Pick<
  ExplainAnswer,
  'before' | 'after' | 'change' | 'parts' | 'knowsClicks' | 'intervals' | 'contributors'
>

const SMALL_SHARE = 0.1

function figure(value: number): string {
  const size = Math.abs(value)
  return size >= 10 ? value.toFixed(1) : size >= 0.1 ? value.toFixed(2) : value.toPrecision(2)
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${figure(Math.abs(value))}`
}

function causeOf(part: keyof ChangeParts, size: number, event: string, knowsClicks: boolean): string {
  const direction = size < 0 ? 'lower' : 'higher'
  if (part === 'mix') return `more impressions where ${size < 0 ? 'less' : 'more'} is converted`
  if (part === 'ctr') return `${direction} clicks per impression`
  if (part === 'cvr') return `${direction} ${event}s per click`
  const amount = `${size < 0 ? 'fewer' : 'more'} ${event}s`
  return knowsClicks ? `${amount} after a view alone` : `${amount} without a known click`
}

/** One or two sentences on why a rate changed: its largest causes first, and whether each may be chance. */
export function describeChange(explained: Explained, event: string, name: string): string {
  const { before, after, change, parts, intervals, contributors } = explained
  if (change === null || parts === null || before.perMille === null || after.perMille === null)
    return `${name} cannot be compared: one side has no impressions.`
  const relative = before.perMille > 0 ? ` (${signed((100 * change) / before.perMille)} %)` : ''
  const head =
    before.label === 'before'
      ? `${name} ${change < 0 ? 'fell' : 'rose'} from ${figure(before.perMille)} to ${figure(after.perMille)}${relative}`
      : `${name} is ${change < 0 ? 'lower' : 'higher'} where ${after.label} than where ${before.label}: ${figure(after.perMille)} against ${figure(before.perMille)}${relative}`
  const most = Math.max(...CHANGE_PARTS.map((part) => Math.abs(parts[part])))
  if (!(most > 0)) return `${name} did not change (${figure(after.perMille)}).`
  const causes = CHANGE_PARTS.filter((part) => Math.abs(parts[part]) >= SMALL_SHARE * most)
    .toSorted((a, b) => Math.abs(parts[b]) - Math.abs(parts[a]))
    .map((part) => {
      const range = intervals?.[part]
      const isChance = range !== undefined && range.low <= 0 && range.high >= 0
      return `${causeOf(part, parts[part], event, explained.knowsClicks)} (${signed(parts[part])}${isChance ? ', may be chance' : ''})`
    })
  const [top] = contributors
  const where =
    top === undefined || Math.abs(top.total) < SMALL_SHARE * Math.abs(change)
      ? ''
      : ` ${top.total / change >= 0.5 ? 'Most of it' : 'The largest part'} in ${top.dimension.replaceAll('_', ' ')} ${top.value ?? 'unknown'} (${signed(top.total)}).`
  return `${head}. Because of ${causes.join('; ')}.${where}`
}
