import type { AssetRow, AssetsAnswer } from '#schema/answer/assets-answer.ts'
import { formatNumber, type Presentation } from './presentation.ts'

const ABSENT = '—'
const MOST = 100

const left = (label: string) => ({ label, align: 'left' as const })
const right = (label: string) => ({ label, align: 'right' as const })

function row({ name, creatives, facts, tags, notComputed, family }: AssetRow): readonly string[] {
  const broken = facts !== null && facts.type === 'unknown' ? notComputed[0]?.reason : undefined
  return [
    name.slice(-60),
    facts === null
      ? 'not read yet'
      : (broken ?? [facts.type, facts.format].filter((word) => word !== null).join(', ')),
    facts?.width && facts.height ? `${facts.width} × ${facts.height}` : ABSENT,
    formatNumber(facts?.durationSeconds ?? null, 1),
    creatives.length === 0 ? ABSENT : creatives.map((one) => `${one.name} (by ${one.how})`).join(', '),
    formatNumber(tags),
    family === null ? ABSENT : String(family),
  ]
}

/** Files as a table for people, then what is missing and why. */
export function presentAssets({
  assets,
  total,
  unread,
  covered,
  creatives,
  missing,
}: AssetsAnswer): Presentation {
  const counts = `${formatNumber(total)} files; ${formatNumber(covered)} of ${formatNumber(creatives)} creatives have one.`
  const wait = unread === 0 ? '' : ` ${formatNumber(unread)} are to be read: permille tag.`
  return [
    ...(assets.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            columns: [
              ...[left('file'), left('type'), right('pixels'), right('seconds')],
              ...[left('creatives'), right('tags'), right('family')],
            ],
            rows: assets.slice(0, MOST).map(row),
          },
        ]),
    {
      kind: 'text',
      text:
        total === 0 ? 'There are no creative files: permille assets add FILE or FOLDER.' : `${counts}${wait}`,
    },
    ...(missing.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            columns: [left('missing file of'), left('host'), left('why')],
            rows: missing
              .slice(0, MOST)
              .map(({ name, host, reason }) => [
                name,
                host,
                reason ?? 'not asked yet: permille assets fetch',
              ]),
          },
        ]),
  ]
}
