import { IconDownload, IconInfoCircle, IconSearch } from '@tabler/icons-react'
import type { RankAnswer, RankRow } from '#schema/answer/rank-answer.ts'
import { formatCount, formatPerMille } from '../../format/number.ts'
import { saveFile } from '../../format/save-file.ts'
import { nameEvents, namePlural, nameRate } from '../../format/words.ts'
import { Button } from '../../ui/button.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { formatRankQuestion, type RankView } from '../question/rank-view.ts'
import type { ChangeView } from '../question/use-rank-view.ts'
import { TakeAway } from '../take-away/take-away.tsx'
import { formatRankCsv } from './rank-csv.ts'
import classes from './toolbar.module.css'

export interface ToolbarProps {
  title: string
  view: RankView
  changeView: ChangeView
  answer: RankAnswer | undefined
  rows: readonly RankRow[]
}

export function Toolbar({ title, view, changeView, answer, rows }: ToolbarProps) {
  return (
    <PageHead
      title={title}
      {...(answer ? { summary: summarise(answer) } : {})}
      tools={
        <>
          <div className={classes.search}>
            <TextField
              label="Search by name"
              hideLabel
              type="search"
              placeholder="Search by name"
              icon={<IconSearch size={15} stroke={1.6} aria-hidden />}
              value={view.search}
              onChange={(search) => changeView({ search })}
            />
          </div>
          {answer?.question.by === 'creative' && (
            <Segmented
              label="Show creatives as"
              value={view.show}
              options={[
                { value: 'table', label: 'Table' },
                { value: 'gallery', label: 'Gallery' },
              ]}
              onChange={(show) => changeView({ show: show === 'gallery' ? 'gallery' : 'table' })}
            />
          )}
          <Button
            icon={<IconDownload size={15} stroke={1.6} aria-hidden />}
            disabled={!answer || rows.length === 0}
            label="Download as CSV"
            onClick={() => {
              if (answer)
                saveFile(
                  `permille-${answer.question.by}-${answer.question.event}.csv`,
                  'text/csv',
                  formatRankCsv(answer, rows),
                )
            }}
          >
            CSV
          </Button>
          <TakeAway question={{ of: 'rank', params: formatRankQuestion(view) }} disabled={!answer} />
          <Button
            icon={<IconInfoCircle size={15} stroke={1.6} aria-hidden />}
            disabled={!answer}
            onClick={() => changeView({ panel: 'provenance' })}
          >
            Where does this come from
          </Button>
        </>
      }
    />
  )
}

function summarise(answer: RankAnswer): string {
  const { totals, question } = answer
  const parts = [
    `${formatCount(totals.rows)} ${namePlural(question.by, totals.rows)}`,
    totals.impressions === null ? null : `${formatCount(totals.impressions)} impressions`,
    totals.conversions === null ? null : `${formatCount(totals.conversions)} ${nameEvents(question.event)}`,
    totals.perMille === null ? null : `${nameRate(question.event)} ${formatPerMille(totals.perMille)}`,
  ]
  return parts.filter((part) => part !== null).join('  ·  ')
}
