import { z } from 'zod'
import { whyNotAsked } from '#creatives/pages/time-pages.ts'
import { PagesTimeAnswer } from '#schema/answer/pages-answer.ts'
import { listOf } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { pagesOf } from './pages-of.ts'
import { PagesInputs } from './pages-parts.ts'
import { presentPagesTime } from './present-pages.ts'

const { by: _, ...Rows } = PagesInputs

export const pagesTime = defineOperation({
  name: 'pages-time',
  command: 'pages time',
  summary: 'Open landing pages in a browser and time them',
  description:
    'Opens landing pages in a headless Chromium as a phone would that never saw them, each several times from an empty cache, and keeps the way there, the status, the bytes and how long it took; `pages` shows it beside what the page made of its clicks. Only public hosts are reached, over http and https at their own ports. It is timed from this machine and its connection. A page counts the visits, and a tracking link the clicks.',
  examples: ['pages time --last 28d', 'pages time --page https://example.com/offer --loads 5'],
  kind: 'change',
  input: z.object({
    page: listOf(z.string().trim().max(2000)).meta({
      description: 'addresses to time; by default the landing pages with most clicks',
    }),
    limit: z.coerce.number().int().min(1).max(100).default(10).meta({
      description: 'most pages to time, those with most clicks first',
    }),
    loads: z.coerce.number().int().min(1).max(9).default(3).meta({
      description:
        'how often each is opened; the load of middle length is kept, with the fastest and slowest',
    }),
    ...Rows,
  }),
  output: PagesTimeAnswer,
  async run(project, { page, limit, loads, ...rows }, { onProgress, signal }) {
    const known =
      page.length > 0
        ? page
        : (await pagesOf(await project.store(rows.sample), { ...rows, by: 'landing_page' })).rows.map(
            ({ name }) => name,
          )
    const asked = [...new Set(known)].slice(0, limit)
    const skipped = asked.flatMap((name) => {
      const reason = whyNotAsked(name)
      return reason === null ? [] : [{ name, reason }]
    })
    const due = asked.filter((name) => whyNotAsked(name) === null)
    const timings = await project.pageTimings.time(due, loads, {
      now: () => project.now,
      onTimed: (count) => onProgress?.({ fraction: count / due.length, rows: count }),
      ...(signal === undefined ? {} : { signal }),
    })
    return { timings: [...timings], skipped }
  },
  job: { title: () => 'Time landing pages', isResumable: false },
  present: presentPagesTime,
})
