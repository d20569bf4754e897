import { html } from 'hono/html'
import { CompareAnswer, type PairComparison } from '#schema/answer/compare-answer.ts'
import { formatNumber, formatPerMille, formatProbability } from '../operations/presentation.ts'
import { drawInterval, drawnRange } from './interval-drawing.ts'

const rate = (value: number | null) => formatPerMille(value === null ? null : value * 1000)

/** A comparison: each object with its interval, then each pair with the interval of its ratio. */
export function comparePart(given: unknown) {
  const { question, objects, comparisons } = CompareAnswer.parse(given)
  const nameOf = (key: string) => objects.find((object) => object.key === key)?.name ?? key
  const rates = objects.flatMap(({ interval, rate: value }) =>
    interval === null ? [] : [{ ...interval, value }],
  )
  const ratios = comparisons.flatMap(({ interval, ratio }) =>
    interval === null ? [] : [{ ...interval, value: ratio }],
  )
  const [rateRange, ratioRange] = [drawnRange(rates), drawnRange(ratios, [1])]
  const ratioWords = ({ interval }: PairComparison) =>
    interval === null
      ? 'not comparable'
      : `${formatNumber(interval.low, 2)} – ${interval.high === null ? '∞' : formatNumber(interval.high, 2)}`
  return html`<div class="scroll"><table><thead><tr><th>${question.by.replaceAll('_', ' ')}</th><th class="number">Impressions</th><th class="number">${question.event}</th><th class="number">Per mille</th><th>95 % interval</th><th class="number">On the same mix</th><th class="number">P(best)</th></tr></thead>
<tbody>${objects.map((one) => {
    const words = one.interval === null ? '—' : `${rate(one.interval.low)} – ${rate(one.interval.high)}`
    return html`<tr><td class="name">${one.name}</td><td class="number">${formatNumber(one.impressions)}</td><td class="number">${formatNumber(one.conversions)}</td><td class="number">${formatPerMille(one.perMille)}</td><td>${one.interval === null ? '' : drawInterval({ ...one.interval, value: one.rate }, rateRange, { label: words })}<span class="soft">${words}</span></td><td class="number">${rate(one.adjusted)}</td><td class="number">${formatProbability(one.probabilityBest)}</td></tr>`
  })}</tbody></table></div>
<h2>Pairs</h2>
<div class="scroll"><table><thead><tr><th>First ÷ second</th><th class="number">Ratio</th><th>95 % interval, the thin line is 1</th><th class="number">P(first better)</th><th class="number">Plain ratio</th><th class="number">Still needed</th><th>To know</th></tr></thead>
<tbody>${comparisons.map(
    (pair) =>
      html`<tr><td class="name">${nameOf(pair.first)} ÷ ${nameOf(pair.second)}</td><td class="number">${formatNumber(pair.ratio, 2)}</td><td>${pair.interval === null ? '' : drawInterval({ ...pair.interval, value: pair.ratio }, ratioRange, { label: ratioWords(pair), mark: 1 })}<span class="soft">${ratioWords(pair)}</span></td><td class="number">${formatProbability(pair.probabilityBetter)}</td><td class="number">${formatNumber(pair.pooledRatio, 2)}</td><td class="number">${pair.needed.conversions === 0 ? 'nothing' : `${formatNumber(pair.needed.impressions)} impressions`}</td><td class="why">${pair.reasons.map(({ message }) => message).join(' ')}</td></tr>`,
  )}</tbody></table></div>`
}
