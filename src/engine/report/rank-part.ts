import { html } from 'hono/html'
import { RankAnswer, type RankRow } from '#schema/answer/rank-answer.ts'
import { formatNumber, formatPerMille, formatProbability } from '../operations/presentation.ts'
import { type DrawnInterval, drawInterval, drawnRange } from './interval-drawing.ts'

const DECISIONS = {
  scale: '▲ scale',
  keep: '= keep',
  keep_testing: '… keep testing',
  sunset: '▼ sunset',
  not_enough_data: '? not enough data',
} as const

function drawn({ interval, rate }: RankRow): DrawnInterval | null {
  return interval === null ? null : { ...interval, value: rate }
}

const rate = (value: number | null) => formatPerMille(value === null ? null : value * 1000)

function whyEmpty({ notComputed }: RankRow): string {
  return notComputed.rate ?? notComputed.impressions ?? 'not computed'
}

/** A ranking: totals, rows with their intervals drawn, decisions with reasons, and what is not ranked. */
export function rankPart(given: unknown) {
  const { question, rows, totals, apart } = RankAnswer.parse(given)
  const metric = question.metric === 'ipm' ? 'IPM' : `${question.event} per mille`
  const range = drawnRange(
    rows.flatMap((row) => drawn(row) ?? []),
    rows.flatMap(({ benchmark }) => benchmark ?? []),
  )
  const hasTargets = rows.some(({ target }) => target !== null)
  const row = (one: RankRow) => {
    const interval = drawn(one)
    const words =
      one.interval === null ? whyEmpty(one) : `${rate(one.interval.low)} – ${rate(one.interval.high)}`
    return html`<tr><td class="number">${one.rank ?? '—'}</td><td class="name">${one.name}</td>
<td class="number">${formatNumber(one.impressions)}</td><td class="number">${formatNumber(one.conversions)}</td>
<td class="number">${formatPerMille(one.perMille)}</td>
<td>${interval === null ? '' : drawInterval(interval, range, { label: words, ...(one.benchmark === null ? {} : { mark: one.benchmark }) })}<span class="soft">${words}</span></td>
<td class="number">${rate(one.shrunk)}</td><td class="number">${formatProbability(one.probabilityBest)}</td>
<td class="number">${formatNumber(one.spend, 2)} ${one.currency ?? ''}</td>
${hasTargets ? html`<td>${one.target?.description ?? '—'}</td>` : ''}
<td class="why"><span class="decision ${one.decision}">${DECISIONS[one.decision]}</span><br>${one.reasons.map(({ message }) => message).join('; ')}</td></tr>`
  }
  return html`<dl class="figures">
<div><dt>Impressions</dt><dd>${formatNumber(totals.impressions)}</dd></div>
<div><dt>${question.event}</dt><dd>${formatNumber(totals.conversions)}</dd></div>
<div><dt>${metric}</dt><dd>${formatPerMille(totals.perMille)}</dd></div>
<div><dt>Ranked</dt><dd>${formatNumber(totals.rows)}</dd></div></dl>
<div class="scroll"><table><thead><tr><th class="number">#</th><th>${question.by.replaceAll('_', ' ')}</th><th class="number">Impressions</th><th class="number">${question.event}</th><th class="number">${metric}</th><th>95 % interval</th><th class="number">Believed</th><th class="number">P(best)</th><th class="number">Spend</th>${hasTargets ? html`<th>Target</th>` : ''}<th>Decision, and why</th></tr></thead>
<tbody>${rows.map(row)}</tbody></table></div>
${rows.some(({ benchmark }) => benchmark !== null) ? html`<p class="soft">The thin line beside an interval is the rate it is decided against: the others of its group, or its target.</p>` : ''}
${apart.map(({ name, conversions, reason }) => html`<p class="soft">Apart: ${name}, ${formatNumber(conversions)} ${question.event} (${reason}).</p>`)}`
}
