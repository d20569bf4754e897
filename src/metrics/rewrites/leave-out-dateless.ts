import type { Note } from '#schema/note.ts'
import type { Exclusion, Plan, Variant } from '../plan.ts'

const DATELESS = { days: null, scope: null }

function datelessLosers(plan: Plan, variant: Variant): readonly Exclusion[] {
  const { loads, slices } = plan.catalogue
  const inVariant = loads.filter(({ load }) => variant.loads.includes(load))
  const dated = new Set(slices.filter(({ from }) => from !== null).map(({ load }) => load))
  const dateless = new Set(slices.filter(({ from }) => from === null).map(({ load }) => load))
  const datedSources = new Set(inVariant.filter(({ load }) => dated.has(load)).map(({ source }) => source))
  return inVariant
    .filter(
      ({ load, source }) => dateless.has(load) && (!plan.range.includesDateless || datedSources.has(source)),
    )
    .map(({ load }) => ({ load, ...DATELESS }))
}

/**
 * Safe always: rows without a day cannot be placed in a range, and beside dated rows of their source they
 * would count the same events twice.
 */
export function leaveOutDateless(plan: Plan): Plan {
  const excluded = new Set<number>()
  const components = plan.components.map((component) => ({
    ...component,
    variants: component.variants.map((variant) => {
      const more = datelessLosers(plan, variant)
      for (const { load } of more) excluded.add(load)
      return { ...variant, exclusions: [...variant.exclusions, ...more] }
    }),
  }))
  if (excluded.size === 0) return { ...plan, components }
  const sources = new Set(
    plan.catalogue.loads.filter(({ load }) => excluded.has(load)).map(({ sourceLabel }) => sourceLabel),
  )
  const note: Note = {
    code: 'dateless_left_out',
    severity: 'warning',
    message: plan.range.includesDateless
      ? `${[...sources].join(', ')}: rows without a date are left out, because dated rows of the same source answer.`
      : `${[...sources].join(', ')}: rows without a date are left out of a question about a range of days.`,
  }
  return { ...plan, components, notes: [...plan.notes, note] }
}
