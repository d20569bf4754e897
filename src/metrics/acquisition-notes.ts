import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import { type AnsweredRow, networksOf, sumOfParts } from './gather-rows.ts'
import { componentKey, describeComponent } from './metric.ts'
import type { Plan } from './plan.ts'

/** What of each number is left out as re-engagement: a part and the whole, in words. */
function leftOut({ components, currency }: Plan, { parts }: AnsweredRow): readonly string[] {
  return components.flatMap(({ key, component }) => {
    if (!component.acquisition) return []
    const plain = { ...component, acquisition: false }
    const whole = sumOfParts(parts, componentKey(plain)).value ?? 0
    const out = whole - (sumOfParts(parts, key).value ?? 0)
    if (out === 0) return []
    const name = describeComponent(plain).replace(/^event\.install$/, 'installs')
    const unit = component.from === 'delivery' && component.measure === 'spend' ? ` ${currency ?? ''}` : ''
    return [`${writeCount(out)} of ${writeCount(whole)}${unit} ${name}`]
  })
}

/** Says what rates of installs leave out because it is known to be re-engagement. */
export function acquisitionNotes(plan: Plan, totals: AnsweredRow): readonly Note[] {
  const { catalogue, components, query } = plan
  const { objectives, loads } = catalogue.reengagement
  const out = leftOut(plan, totals)
  const used = components.flatMap(({ variants }) => variants.filter(({ acquisition }) => acquisition))
  const read = new Set(used.flatMap((variant) => variant.loads))
  const answered = new Set(networksOf(totals))
  const networks = [...loads].flatMap(([load, own]) => (read.has(load) ? own : []))
  const labels = [...new Set(networks)]
    .filter((network) => query.purpose === 'acquisition' || answered.has(network))
    .map((network) => catalogue.networkLabels.get(network) ?? (network || 'rows without a network'))
    .toSorted()
  const hasEffect = query.purpose === 'acquisition' ? labels.length > 0 : out.length > 0
  if (used.length === 0 || !hasEffect) return []
  const amounts = out.length === 0 ? '' : ` ${out.join(', ')} are left out.`
  return [
    {
      code: 'reengagement_left_out',
      severity: 'info',
      message: `Rates of installs count acquisition only, not ${objectives.join(', ')} (${labels.join(', ')}).${amounts}`,
    },
  ]
}
