import * as Plot from '@observablehq/plot'
import { type DayEvent, type DayPoint, type DaySeries, seriesColour, splitProvisional } from './day-series.ts'

interface Drawn {
  day: Date
  value: number
  low: number
  high: number
}

function draw(points: readonly DayPoint[]): Drawn[] {
  return points.map(({ day, value, low, high }) => ({
    day: new Date(`${day}T00:00:00Z`),
    value: value ?? Number.NaN,
    low: low ?? Number.NaN,
    high: high ?? Number.NaN,
  }))
}

function seriesMarks({ mark, points, colour }: DaySeries): Plot.Markish[] {
  const stroke = seriesColour(colour)
  const { settled, open } = splitProvisional(points)
  const all = draw(points)
  const line = { x: 'day', y: 'value', stroke, strokeWidth: 1.5 } as const
  const end = all.findLast(({ value }) => Number.isFinite(value))
  return [
    Plot.areaY(all, { x: 'day', y1: 'low', y2: 'high', fill: stroke, fillOpacity: 0.14 }),
    Plot.lineY(draw(settled), line),
    Plot.lineY(draw(open), { ...line, strokeDasharray: '3 3' }),
    ...(all.length <= 45 && colour === undefined
      ? [Plot.dot(all, { x: 'day', y: 'value', r: 2, fill: stroke })]
      : []),
    ...(end === undefined || mark === ''
      ? []
      : [
          Plot.text([end], { x: 'day', y: 'value', text: () => mark, dx: 10, fill: stroke, fontWeight: 600 }),
        ]),
  ]
}

/** Grid, levels and lines of a plot over days. */
export function dayMarks(
  series: readonly DaySeries[],
  rules: readonly { value: number; label: string }[],
  events: readonly DayEvent[] = [],
): Plot.Markish[] {
  const happened = events.map(({ day, mark }) => ({ day: new Date(`${day}T00:00:00Z`), mark }))
  const last = draw(series.flatMap(({ points }) => points)).reduce<Date | null>(
    (latest, { day }) => (latest === null || day > latest ? day : latest),
    null,
  )
  return [
    Plot.gridY({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 4 }),
    ...rules.flatMap(({ value, label }) => [
      Plot.ruleY([value], { stroke: 'var(--mark)', strokeDasharray: '3 3' }),
      Plot.text(last === null ? [] : [{ day: last, value }], {
        x: 'day',
        y: 'value',
        text: () => label,
        textAnchor: 'end',
        dy: -7,
        fill: 'var(--ink-soft)',
        stroke: 'var(--surface)',
        strokeWidth: 4,
      }),
    ]),
    Plot.ruleX(happened, { x: 'day', stroke: 'var(--mark)', strokeWidth: 1 }),
    Plot.text(happened, {
      x: 'day',
      text: 'mark',
      frameAnchor: 'top',
      dy: -10,
      fill: 'var(--ink-soft)',
      fontWeight: 600,
    }),
    ...series.flatMap(seriesMarks),
  ]
}
