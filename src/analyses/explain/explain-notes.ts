import type { Note } from '#schema/note.ts'
import type { Sides } from './gather-sides.ts'
import { knowsClicks, knowsViews, type Place } from './pair-places.ts'

const NOTED_LOSS = 0.001

/** The networks of some places, where places are told apart by network. */
function namesOf(places: readonly Place[], dimensions: readonly string[]): string {
  if (dimensions[0] !== 'network') return 'some places'
  return [...new Set(places.map(({ values }) => values[0] ?? 'no network'))].toSorted().join(', ')
}

function lostNotes(dimensions: readonly string[], lost: number): readonly Note[] {
  if (lost <= NOTED_LOSS) return []
  return [
    {
      code: 'places_lost',
      severity: 'warning',
      message: `${(100 * lost).toFixed(1)} % of the impressions or conversions are not told apart by ${dimensions.join(', ')}, and are left out here.`,
    },
  ]
}

function clickNotes(places: readonly Place[], dimensions: readonly string[]): readonly Note[] {
  const without = places.filter((place) => !knowsClicks(place))
  if (without.length === 0) return []
  return [
    {
      code: 'no_clicks',
      severity: 'info',
      message: `Clicks are not known on both sides of ${namesOf(without, dimensions)}: what changed there is not told apart into clicks and conversions per click.`,
    },
  ]
}

function viewNotes(places: readonly Place[], dimensions: readonly string[]): readonly Note[] {
  const clicked = places.filter(knowsClicks)
  const without = clicked.filter((place) => !knowsViews(place))
  if (without.length === 0) return []
  const where = without.length === clicked.length ? '' : ` on both sides of ${namesOf(without, dimensions)}`
  return [
    {
      code: 'views_not_told',
      severity: 'info',
      message: `Nobody tells which conversions came after a view${where}: they count with those after clicks.`,
    },
  ]
}

/** What of a change is left out, or cannot be told apart. */
export function explainNotes(
  places: readonly Place[],
  { dimensions, lost }: Pick<Sides, 'dimensions' | 'lost'>,
): Note[] {
  return [...lostNotes(dimensions, lost), ...clickNotes(places, dimensions), ...viewNotes(places, dimensions)]
}
