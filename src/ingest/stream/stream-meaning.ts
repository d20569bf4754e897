import { CONNECTORS } from '#connectors/index.ts'
import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { TOTAL_MARK } from '#connectors/kit/stated-total.ts'
import type { LandedReport } from '#connectors/kit/stream.ts'
import { matchLayout } from '#connectors/recognise/match-layout.ts'
import { PermilleError } from '#schema/error.ts'
import type { DecodedTable } from '../decode/decoded-table.ts'
import { matchedColumns } from '../matched-columns.ts'
import type { TableMeaning } from '../table-meaning.ts'

/** A stream of a source by their names; throws `not_found` for one this version does not have. */
export function findStream(
  source: string | undefined,
  id: string,
): { connector: Connector; stream: LandedReport } {
  const connector = CONNECTORS.find((one) => one.source === source)
  const reports: readonly LandedReport[] = [
    ...(connector?.api?.streams ?? []),
    ...(connector?.received ?? []),
  ]
  const stream = reports.find((one) => one.id === id)
  if (connector === undefined || stream === undefined) {
    throw new PermilleError('not_found', `permille has no report ${id} of ${source}`, {
      remedy: 'see `permille connect --list`',
    })
  }
  return { connector, stream }
}

/** Name under which rows of a stream stand for each other, whatever columns an answer happened to fill. */
export function reportOfStream({ id, grain }: LandedReport): string {
  return [id, 'day', ...grain, '~stream'].join(' ')
}

/** The meaning of a stream's answer. Throws `input_refused` when a column is gone that it cannot do without. */
export function streamMeaning(
  table: DecodedTable,
  source: string | undefined,
  id: string,
): TableMeaning & { kind: 'known' } {
  const { connector, stream } = findStream(source, id)
  const { headers } = table.format
  const match = matchLayout(stream.layout, headers)
  if (match.missing.length > 0 && table.rows !== 0) {
    throw new PermilleError(
      'input_refused',
      `${connector.label} answered without ${match.missing.join(', ')}; nothing was replaced`,
      {
        remedy: 'the API may have changed: see what it answers with `permille connect --check`',
        details: { headers },
      },
    )
  }
  return {
    kind: 'known',
    source: connector.source,
    label: connector.label,
    layout: stream.layout,
    layoutName: stream.layout.id,
    columns: matchedColumns(match, headers),
    ignored: new Map([
      ...match.ignored.map(({ header }) => [header, 'carries nothing permille keeps'] as const),
      ...match.unknown.map(
        ({ header }) =>
          [
            header,
            header === TOTAL_MARK ? 'marks the source’s own total' : 'not known to this layout',
          ] as const,
      ),
    ]),
    currency: match.currency,
    saved: null,
  }
}
