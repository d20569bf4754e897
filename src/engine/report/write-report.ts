import { html } from 'hono/html'
import type { AnsweredView } from '../views/ask-view.ts'
import { factsOf } from '../views/facts.ts'
import type { ViewName } from '../views/index.ts'
import { comparePart } from './compare-part.ts'
import { rankPart } from './rank-part.ts'
import { reportPage } from './report-page.ts'
import { tablePart } from './table-part.ts'

const TITLES: Readonly<Record<ViewName, string>> = {
  rank: 'Ranking',
  compare: 'Comparison',
  query: 'Query',
  creatives: 'Creatives',
  fraud: 'Quality of sites',
}

function part(view: AnsweredView) {
  if (view.name === 'rank') return rankPart(view.answer)
  if (view.name === 'compare') return comparePart(view.answer)
  return tablePart(view.table)
}

function daysOf({ about: { question } }: AnsweredView): string {
  const { from, to, timezone } = question
  return from === null || to === null ? 'rows without dates' : `${from} … ${to} (${timezone})`
}

function freshnessOf({ about: { freshness } }: AnsweredView): string {
  const { newestCompleteDay, newestDay, lastLoadAt } = freshness
  const day = newestCompleteDay ?? newestDay
  const load = lastLoadAt === null ? '' : `, last loaded ${lastLoadAt.slice(0, 16).replace('T', ' ')} UTC`
  return day === null ? 'no dated rows' : `data up to ${day}${load}`
}

/** A page of its own about an answer: no script, nothing loaded from elsewhere, every text escaped. */
export async function writeReport(view: AnsweredView, title: string | undefined): Promise<string> {
  const { about, project } = view
  const heading = title ?? `${TITLES[view.name]} · ${project}`
  const { notes, question } = about
  const bases = Object.entries(question.basis).map(([field, basis]) => `${field}: ${basis.join(' and ')}`)
  const facts = factsOf(view).filter(({ name, value }) => value !== '' && !name.startsWith('note.'))
  return reportPage(
    heading,
    about.freshness,
    html`<p>${daysOf(view)}${question.filters.length === 0 ? '' : ` · where ${question.filters.join(' and ')}`}</p>
<p class="soft">${[...bases, ...(view.currency === null ? [] : [`money in ${view.currency}`]), freshnessOf(view)].join(' · ')}</p>
${part(view)}
${notes.length === 0 ? '' : html`<h2>Notes</h2><ul>${notes.map(({ severity, message }) => html`<li class="${severity}">${message}</li>`)}</ul>`}
<h2>What this rests on</h2>
<dl class="about">${facts.map(({ name, value }) => html`<dt>${name.replaceAll('_', ' ')}</dt><dd>${value}</dd>`)}</dl>`,
  )
}
