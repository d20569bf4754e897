import { z } from 'zod'
import { NO_RULES } from '#analyses/fraud/fraud-question.ts'
import { judgeFraud } from '#analyses/fraud/judge-fraud.ts'
import { FraudAnswer, type FraudSite, SITE_VERDICTS } from '#schema/answer/fraud-answer.ts'
import { addDays, countDays } from '#schema/day.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import { type BareLog, withBareTouches } from '../bare-touches.ts'
import { answerNotes, resolvedQuestion } from './answer-parts.ts'
import { askedFilters } from './asked-filters.ts'
import { askedRange } from './asked-range.ts'
import { givenFile } from './given-file.ts'
import { listOf, PageInputs, Pairs, pageOf, RangeInputs } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { presentFraud } from './present-fraud.ts'

const SITE = 'site'
const LISTED_DAYS = 5
/** Part of the rows at either end that tell nothing of missing days. */
const SCATTERED = 0.01
const GIVEN = {
  missing: 'name the raw log',
  remedy: 'permille fraud --touches FILE; over HTTP upload it and pass its id in uploads',
}

const Input = z.object({
  touches: z.string().optional().meta({
    description:
      'a raw log to judge by itself, without a project: AppsFlyer’s or Adjust’s, or a table of touch_time, install_time, network and, where known, site, country, os, device',
  }),
  uploads: listOf(z.string()).meta({ description: 'id of the uploaded raw log (HTTP)' }),
  map: Pairs.meta({
    description:
      'with --touches: which column is meant, FIELD=HEADER; fields are touch_time, install_time, network, site, country, os, device',
  }),
  dateOrder: z
    .enum(['dmy', 'mdy'])
    .optional()
    .meta({ description: 'with --touches: order of day and month where the dates leave it open' }),
  site: z
    .string()
    .default(SITE)
    .meta({ description: 'what is judged on each network: site (default), placement, tag.sub_site …' }),
  network: listOf(z.string()).meta({ description: 'show sites of this network only; all are compared with' }),
  verdict: listOf(z.enum(SITE_VERDICTS)).meta({ description: 'show sites with this verdict only' }),
  ...RangeInputs,
  ...PageInputs,
})
type Input = z.output<typeof Input>

function isShown({ network, verdict }: Input, row: FraudSite): boolean {
  const isNetwork = [row.network, row.networkLabel].some((name) =>
    network.some((wanted) => wanted.toLowerCase() === name.toLowerCase()),
  )
  return (network.length === 0 || isNetwork) && (verdict.length === 0 || verdict.includes(row.verdict))
}

/** Days without a row between those that hold nearly all of them: late installs are scattered over many days after. */
function missingOf(days: BareLog['days']): readonly string[] {
  const all = days.reduce((sum, { rows }) => sum + rows, 0)
  const begin = (ordered: BareLog['days']) => {
    let passed = 0
    return ordered.find(({ rows }) => {
      passed += rows
      return passed > all * SCATTERED
    })?.day
  }
  const [first, last] = [begin(days), begin(days.toReversed())]
  if (first === undefined || last === undefined || first > last) return []
  const seen = new Set(days.map(({ day }) => day))
  return Array.from({ length: countDays(first, last) }, (_, index) => addDays(first, index)).filter(
    (day) => !seen.has(day),
  )
}

function readingNotes({ reports, assumedOrder, days }: BareLog): Note[] {
  const left = reports.reduce((sum, { rows }) => sum + rows.quarantined, 0)
  const read = reports.reduce((sum, { rows }) => sum + rows.read, 0)
  const notes: Note[] = []
  if (assumedOrder !== null)
    notes.push({
      code: 'assumed_date_order',
      severity: 'info',
      message:
        'Its dates fit day-month and month-day alike and are read as month-day; say --date-order dmy if that is wrong.',
    })
  const missing = missingOf(days)
  if (missing.length > 0)
    notes.push({
      code: 'missing_days',
      severity: 'info',
      message: `Days in between without a row: ${writeCount(missing.length)} (${missing.slice(0, LISTED_DAYS).join(', ')}${missing.length > LISTED_DAYS ? ' …' : ''}).`,
    })
  if (left > 0)
    notes.push({
      code: 'touch_rows_left_out',
      severity: 'warning',
      message: `${writeCount(left)} of ${writeCount(read)} rows cannot be read, or have no install time, and are left out.`,
    })
  return notes
}

export const fraud = defineOperation({
  name: 'fraud',
  alias: 'quality',
  summary: 'Which sites of which networks look fraudulent, and what the rates are without them',
  description:
    'Judges every site of every network by how its installs came about, against the other sites of the same app, OS and country: time from click to install, clicks per install, devices, hours, what the MMP refused. Prints verdicts with the signals behind them; IPM as claimed, as attributed and cleaned; and whether the leading creatives survive. With --touches it judges a raw log without any project.',
  examples: [
    'fraud',
    'fraud --last 28d --verdict fraudulent --verdict suspicious',
    'fraud --touches installs.csv',
    'fraud --touches log.csv --map touch_time=Clicked --map install_time=Installed --map network=Source --json',
  ],
  kind: 'question',
  files: { paths: 'touches', uploads: 'uploads' },
  input: Input,
  output: FraudAnswer,
  runAlone(input, context) {
    if (input.touches === undefined && input.uploads.length === 0) return null
    return (async () => {
      const file = await givenFile(GIVEN, input.touches, input.uploads, context)
      const options = {
        map: input.map,
        ...(input.dateOrder === undefined ? {} : { dateOrder: input.dateOrder }),
        ...(context.onProgress === undefined ? {} : { onProgress: context.onProgress }),
      }
      return withBareTouches(file, options, async (store, read) => {
        const metrics = await store.metricContext()
        const { answer: _answer, ...judged } = await judgeFraud(
          {
            site: input.site,
            where: askedFilters(input, metrics, 'fraud'),
            rules: NO_RULES,
            earlySeconds: 0,
          },
          metrics,
        )
        return {
          question: null,
          currency: null,
          ...judged,
          sites: pageOf(
            judged.sites.filter((row) => isShown(input, row)),
            input,
          ),
          notes: [...readingNotes(read), ...judged.notes],
          freshness: null,
        }
      })
    })()
  },
  async run(project, input) {
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const { earlySeconds, ...rules } = store.fraud
    const { answer, ...judged } = await judgeFraud(
      {
        site: input.site,
        where: askedFilters(input, context, 'fraud'),
        ...askedRange(input),
        rules,
        earlySeconds,
      },
      context,
    )
    const freshness = await store.freshness(context)
    return {
      question: { ...resolvedQuestion(answer, context), site: input.site },
      currency: context.currency,
      ...judged,
      sites: pageOf(
        judged.sites.filter((row) => isShown(input, row)),
        input,
      ),
      notes: [...answerNotes(answer, context, freshness), ...judged.notes],
      freshness,
    }
  },
  present: presentFraud,
})
