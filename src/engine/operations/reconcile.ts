import { z } from 'zod'
import { conversionField } from '#analyses/evidence/gather-evidence.ts'
import { compareFields } from '#ingest/checksum.ts'
import { answerDiscrepancies, answerSourceOfTruth, formatFilter } from '#metrics/index.ts'
import { type LandedTotals, readStatedTotals } from '#models/read-stated-totals.ts'
import { ReconcileAnswer, type ReconciledLoad } from '#schema/answer/reconcile-answer.ts'
import type { Note } from '#schema/note.ts'
import { askedFilters } from './asked-filters.ts'
import { countedEvent } from './counted-event.ts'
import { RangeInputs } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { presentReconcile } from './present-reconcile.ts'
import { sampleNote } from './sample-note.ts'

const { basis: _basis, last: _last, ...Range } = RangeInputs
const NO_TOTALS = 'it has no total row, states none for these days, or was read before totals were kept'

function reconcile(load: LandedTotals): ReconciledLoad {
  const compared = compareFields({ statedTotals: load.stated, totals: load.landed }) ?? []
  return {
    load: String(load.load),
    source: load.source,
    sourceLabel: load.label,
    file: load.file,
    from: load.from,
    to: load.to,
    fields: compared.map(({ field, stated, counted, agrees }) => ({
      field,
      ours: counted,
      stated,
      difference: counted - stated,
      ratio: stated === 0 ? null : counted / stated,
      agrees,
    })),
    notComputed: compared.length === 0 ? { fields: NO_TOTALS } : {},
  }
}

function notesOf(loads: readonly ReconciledLoad[], discrepancies: number, event: string): readonly Note[] {
  const wrong = loads.filter(({ fields }) => fields.some(({ agrees }) => !agrees))
  const notes: Note[] = []
  if (wrong.length > 0)
    notes.push({
      code: 'totals_differ',
      severity: 'warning',
      message: `The rows of ${wrong.map(({ file }) => file).join(', ')} do not add up to what the file says.`,
    })
  if (discrepancies === 0)
    notes.push({
      code: 'one_basis',
      severity: 'info',
      message: `${event} is known on one basis only, so there is nothing to compare the networks’ claims with.`,
    })
  return notes
}

export const reconcileTotals = defineOperation({
  name: 'reconcile',
  summary: 'Our totals against the sources’ own, networks’ claims against the MMP, and who answers',
  description:
    'Compares what the rows of each file or synced range add up to with the total the source itself states, and the conversions each network claims with those the MMP (or your own table, or SKAN) counts over the same days; and tells whose conversions answer for each network and app, and why. Two bases are never added.',
  examples: ['reconcile', 'reconcile --from 2026-03-01 --to 2026-03-31', 'reconcile --event purchase'],
  kind: 'question',
  input: z.object({
    event: z
      .string()
      .optional()
      .meta({ description: 'conversion to compare; the project’s main event by default' }),
    ...Range,
  }),
  output: ReconcileAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const counted = countedEvent(input.event, context)
    const where = askedFilters(input, context, 'reconcile')
    const { from = null, to = null } = input
    const asked = {
      field: conversionField(counted.event),
      where,
      ...(from === null ? {} : { from }),
      ...(to === null ? {} : { to }),
    }
    const discrepancies = await answerDiscrepancies(asked, context)
    const truth = await answerSourceOfTruth(asked, context)
    const loads = (await readStatedTotals(store.warehouse))
      .filter(
        (load) => (to === null || (load.from ?? to) <= to) && (from === null || (load.to ?? from) >= from),
      )
      .map(reconcile)
    const freshness = await store.freshness(context)
    return {
      question: { event: counted.event, from, to, filters: where.map(formatFilter) },
      loads,
      discrepancies: [...discrepancies],
      sourceOfTruth: [...truth.rows],
      notes: [
        ...sampleNote(freshness),
        ...counted.notes,
        ...truth.notes,
        ...notesOf(loads, discrepancies.length, counted.event),
      ],
      freshness,
    }
  },
  present: presentReconcile,
})
