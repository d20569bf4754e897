import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { SqlQueryAnswer } from '#schema/answer/sql-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { formatCount } from '../../format/number.ts'
import type { NetworkLabels } from '../../format/words.ts'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import section from '../answer/section.module.css'
import { WhereFrom } from '../provenance/where-from.tsx'
import type { SampleName } from '../scope/sample.ts'
import { useScopeParams } from '../shell/use-scope-params.ts'
import { partsStatement, readParts } from './parts-statement.ts'

export interface CreativePartsProps {
  creative: string
  sample: SampleName | null
  networks: NetworkLabels
}

/** The names and ids that sources know a creative by, and the files that carry it. */
export function CreativeParts({ creative, sample, networks }: CreativePartsProps) {
  const scope = useScopeParams()
  const statement = partsStatement(creative)
  const asked = useQuery(
    askQuery<SqlQueryAnswer>('sql', {
      statement: [statement],
      ...(sample === null ? {} : { sample: [sample] }),
    }),
  )
  if (asked.isError) return <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />
  if (!asked.data) return <PlaceholderRows count={3} label="Looking up its names" />
  const { freshness, notes } = asked.data
  return (
    <div>
      <RecordTable
        title="Names and ids counted as one"
        file="creative-names"
        columns={[
          {
            name: 'network',
            label: 'Network',
            value: (row) => (row.network === null ? null : (networks[row.network] ?? row.network)),
          },
          {
            name: 'name',
            label: 'Name there',
            value: (row) => row.name,
            cell: (row) => <div className={section.name}>{row.name ?? 'no name'}</div>,
          },
          { name: 'id', label: 'Id there', value: (row) => row.id },
          {
            name: 'impressions',
            label: 'Impressions',
            numeric: true,
            value: (row) => row.impressions,
            cell: (row) => (row.impressions === null ? 'not reported' : formatCount(row.impressions)),
          },
          { name: 'files', label: 'Files', value: (row) => row.files },
        ]}
        rows={readParts(asked.data)}
        keyOf={({ network, name, id }) => JSON.stringify([network, name, id])}
        tools={
          <WhereFrom
            origin={{
              question: [
                ['Creative', creative],
                ['Days', 'all that are stored'],
              ],
              basis: null,
              freshness,
              notes,
              sql: [statement],
            }}
            of="names and ids"
          />
        }
      />
      <p className={section.quiet}>
        Not the same ad?{' '}
        <Link to="/data/creatives" search={scope}>
          Merge or split creatives
        </Link>
        .
      </p>
    </div>
  )
}
