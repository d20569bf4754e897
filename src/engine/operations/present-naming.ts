import type { NamingAnswer } from '#schema/answer/naming-answer.ts'
import { formatNumber, formatShare, type Presentation } from './presentation.ts'

const words = (level: string) => level.replace('_', ' ')

/** How many names fit as a table, then the tokens and the names that do not. */
export function presentNaming({
  patterns,
  rows,
  unfitting,
  tokens,
  identity,
  notes,
}: NamingAnswer): Presentation {
  return [
    ...patterns.map(({ level, pattern, network }) => ({
      kind: 'text' as const,
      text: `${words(level)}${network === null ? '' : ` (${network})`}: ${pattern}`,
    })),
    {
      kind: 'table',
      columns: [
        { label: 'level', align: 'left' },
        { label: 'network', align: 'left' },
        { label: 'names', align: 'right' },
        { label: 'fit', align: 'right' },
        { label: 'share', align: 'right' },
        { label: 'impressions', align: 'right' },
        { label: 'of names that fit', align: 'right' },
      ],
      rows: rows.map((row) => [
        words(row.level),
        row.networkLabel,
        formatNumber(row.names),
        formatNumber(row.fitting),
        formatShare(row.share),
        formatNumber(row.impressions),
        formatNumber(row.fittingImpressions),
      ]),
    },
    {
      kind: 'table',
      columns: [
        { label: 'asked for as', align: 'left' },
        { label: 'read from', align: 'left' },
        { label: 'values', align: 'right' },
        { label: 'most common (names)', align: 'left' },
      ],
      rows: tokens.map(({ name, levels, values, common }) => [
        name,
        levels.map(words).join(', '),
        formatNumber(values),
        common.map((one) => `${one.value} (${formatNumber(one.names)})`).join(', '),
      ]),
    },
    ...(unfitting.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            columns: [
              { label: 'does not fit', align: 'left' as const },
              { label: 'network', align: 'left' as const },
              { label: 'impressions', align: 'right' as const },
              { label: 'why', align: 'left' as const },
            ],
            rows: unfitting.map((one) => [one.name, one.network, formatNumber(one.impressions), one.reason]),
          },
        ]),
    ...(identity === null
      ? []
      : [
          {
            kind: 'text' as const,
            text: `${formatNumber(identity.creatives)} creatives; equal ${identity.tokens.join(', ')} put ${formatNumber(identity.together)} names together with others`,
          },
        ]),
    { kind: 'notes', notes },
  ]
}
