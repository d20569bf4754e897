import { html } from 'hono/html'
import type { RankRow } from '#schema/answer/rank-answer.ts'
import type { Week } from '#schema/answer/week-answer.ts'
import { targetReached } from '#schema/target-reached.ts'
import { formatNumber, formatPerMille, formatShare } from '../operations/presentation.ts'
import type { Cell } from '../views/view.ts'
import { type DrawnInterval, drawInterval, drawnRange } from './interval-drawing.ts'
import { reportPage } from './report-page.ts'
import { tablePart } from './table-part.ts'

const percent = (share: number | null) =>
  share === null ? '—' : `${share > 0 ? '+' : share < 0 ? '−' : ''}${Math.abs(share * 100).toFixed(1)} %`

function written(value: number | null, unit: string): string {
  if (unit === 'per_mille') return formatPerMille(value)
  return formatNumber(value, unit === 'count' || value === null || Number.isInteger(value) ? 0 : 2)
}

function plainTable(labels: readonly string[], rows: readonly (readonly Cell[])[]) {
  return tablePart({ columns: labels.map((label) => ({ name: label, label, type: 'text' as const })), rows })
}

function ranked(rows: readonly RankRow[], none: string) {
  if (rows.length === 0) return html`<p>${none}</p>`
  const drawn = (row: RankRow): DrawnInterval | null =>
    row.interval === null ? null : { ...row.interval, value: row.rate }
  const range = drawnRange(rows.flatMap((row) => drawn(row) ?? []))
  const words = ({ interval }: RankRow) =>
    interval === null
      ? '—'
      : `${formatPerMille(interval.low * 1000)} – ${formatPerMille(interval.high * 1000)}`
  return html`<div class="scroll"><table><thead><tr><th>Name</th><th class="number">Impressions</th><th class="number">Per mille</th><th>95 % interval</th><th class="number">Spend</th><th>Why</th></tr></thead>
<tbody>${rows.map((row) => {
    const interval = drawn(row)
    return html`<tr><td class="name">${row.name}</td><td class="number">${formatNumber(row.impressions)}</td><td class="number">${formatPerMille(row.perMille)}</td><td>${interval === null ? '' : drawInterval(interval, range, { label: words(row) })}<span class="soft">${words(row)}</span></td><td class="number">${formatNumber(row.spend, 2)} ${row.currency ?? ''}</td><td class="why">${row.target === null ? '' : `${row.target.description}: ${targetReached(row.target, row.interval) ?? 'not known'}. `}${row.reasons[0]?.message ?? ''}</td></tr>`
  })}</tbody></table></div>`
}

const why = (week: Week, name: string, none: string) => week.notComputed[name] ?? none

function fatiguePart(week: Week) {
  if (week.fatigue.length === 0) return html`<p>${why(week, 'fatigue', 'Nothing wears out.')}</p>`
  return plainTable(
    ['creative', 'state', 'since', 'rate lost, 95 %', 'installs lost', 'spend lost'],
    week.fatigue.map(({ creative, state, changed, decline, lost }) => [
      creative,
      state,
      changed,
      `${formatShare(decline.estimate)} (${formatShare(decline.low)} – ${formatShare(decline.high)})`,
      formatNumber(lost.installs),
      formatNumber(lost.spend, 2),
    ]),
  )
}

function fraudPart(week: Week) {
  if (week.fraud.length === 0)
    return html`<p>${why(week, 'fraud', 'No site looks fraudulent or suspicious.')}</p>`
  return plainTable(
    ['network', 'site', 'verdict', 'installs', 'why'],
    week.fraud.map(({ networkLabel, site, verdict, installs, reason }) => [
      networkLabel,
      site,
      verdict,
      formatNumber(installs),
      reason,
    ]),
  )
}

/** A week as one HTML page to read, print or send. */
export function weekPage(week: Week): Promise<string> {
  const { days, before, freshness, currency } = week
  const span =
    days === null
      ? 'no row carries a day'
      : `${days.from} … ${days.to}${before === null ? '' : `, against ${before.from} … ${before.to}`}`
  const fresh = `data up to ${freshness.newestCompleteDay ?? 'no day'}${freshness.lastLoadAt === null ? '' : `, last loaded ${freshness.lastLoadAt.slice(0, 16).replace('T', ' ')} UTC`}`
  return reportPage(
    `Week of ${week.project}`,
    freshness,
    html`<p>${span}</p>
<p class="soft">${[fresh, ...(currency === null ? [] : [`money in ${currency}`])].join(' · ')}. Days on which conversions are still expected are left out. Winners, losers and targets are of 28 days, fatigue of 90.</p>
<h2>What changed</h2>
${week.figures.length === 0 ? html`<p>${why(week, 'figures', 'No figures.')}</p>` : html`<dl class="figures">${week.figures.map(({ label, unit, now, change }) => html`<div><dt>${label}</dt><dd>${written(now, unit)} <span class="soft">${percent(change)}</span></dd></div>`)}</dl>`}
<h2>Open alerts</h2>
${week.alerts.length === 0 ? html`<p>None.</p>` : html`<ul>${week.alerts.map(({ label, message }) => html`<li><strong>${label}</strong>: ${message}</li>`)}</ul>`}
<h2>Winners: to be scaled</h2>
${ranked(week.winners, why(week, 'winners', 'Nothing is surely better than the others.'))}
<h2>Losers: to be stopped</h2>
${ranked(week.losers, why(week, 'winners', 'Nothing is surely worse than the others.'))}
<h2>What wears out</h2>
${fatiguePart(week)}
<h2>Fraud</h2>
${fraudPart(week)}
<h2>Targets</h2>
${ranked(week.targets, why(week, 'targets', 'No network has a target in permille.yaml.'))}
${week.heldBack.length === 0 ? '' : html`<h2>What was not judged</h2><ul>${week.heldBack.map(({ rule, name, reason }) => html`<li>${rule}${name === null ? '' : `, ${name}`}: ${reason}</li>`)}</ul>`}
${week.notes.length === 0 ? '' : html`<h2>Notes</h2><ul>${week.notes.map(({ severity, message }) => html`<li class="${severity}">${message}</li>`)}</ul>`}`,
  )
}
