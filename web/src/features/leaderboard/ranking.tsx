import { IconFilterOff, IconSearchOff } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { RankAnswer, RankRow } from '#schema/answer/rank-answer.ts'
import { fitRateScale } from '../../charts/rate-scale.ts'
import { formatCount } from '../../format/number.ts'
import { type NetworkLabels, namePlural } from '../../format/words.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { State } from '../../ui/state.tsx'
import { useWornOut, WornOutContext } from '../fatigue/worn-out.ts'
import { Gallery } from '../gallery/gallery.tsx'
import { LooksContext, useLooks } from '../gallery/use-looks.ts'
import { Notes } from '../provenance/notes.tsx'
import { QuestionLine } from '../provenance/question-line.tsx'
import type { RankView } from '../question/rank-view.ts'
import type { ChangeView } from '../question/use-rank-view.ts'
import { comparedRate, isAdjusted } from '../rank-table/compared.ts'
import { RankTable } from '../rank-table/rank-table.tsx'
import { RowDrawer } from '../row-details/row-drawer.tsx'
import { ALL_TIME } from '../scope/time-range.ts'
import { Apart } from './apart.tsx'
import classes from './ranking.module.css'

export interface RankingProps {
  answer: RankAnswer
  rows: readonly RankRow[]
  networks: NetworkLabels
  view: RankView
  changeView: ChangeView
}

export function Ranking({ answer, rows, networks, view, changeView }: RankingProps) {
  const scale = useMemo(() => {
    const known = answer.rows.filter((row) => row.decision !== 'not_enough_data')
    const adjusted = isAdjusted(answer)
    const rated = (known.length > 0 ? known : answer.rows).map((row) => comparedRate(row, adjusted))
    return fitRateScale(rated, answer.benchmark)
  }, [answer])
  const undecided = answer.rows.length > 0 && answer.rows.every((row) => row.decision === 'not_enough_data')
  const open = view.row === null ? undefined : answer.rows.find((row) => row.key === view.row)
  const things = namePlural(answer.question.by)
  const areCreatives = answer.question.by === 'creative'
  const worn = useWornOut(view, areCreatives)
  const looks = useLooks(areCreatives && answer.freshness?.sample !== true)

  return (
    <WornOutContext value={worn}>
      <LooksContext value={looks}>
        <div className={classes.about}>
          <QuestionLine answer={answer} />
          {undecided && (
            <Notice severity="info">
              Not enough data yet for a decision on any of these {things}. The order is by what is known so
              far; keep all of them running.
            </Notice>
          )}
          {/* The banner above says already that this is the sample. */}
          <Notes notes={answer.notes.filter(({ code }) => code !== 'sample')} />
          {(answer.apart.length > 0 || answer.totals.hidden > 0) && (
            <p className={classes.aside}>
              {answer.apart.length > 0 && (
                <a href="#apart">{formatCount(answer.apart.length)} set apart, not ranked</a>
              )}
              {answer.totals.hidden > 0 && (
                <span>
                  {formatCount(answer.totals.hidden)} hidden below{' '}
                  {formatCount(answer.question.minImpressions)} impressions
                </span>
              )}
            </p>
          )}
        </div>
        {rows.length > 0 && view.show === 'gallery' && areCreatives ? (
          <Gallery answer={answer} rows={rows} onOpen={(key) => changeView({ row: key })} />
        ) : rows.length > 0 ? (
          <RankTable
            answer={answer}
            rows={rows}
            networks={networks}
            scale={scale}
            view={view}
            changeView={changeView}
          />
        ) : (
          <Nothing answer={answer} view={view} changeView={changeView} />
        )}
        {answer.apart.length > 0 && <Apart rows={answer.apart} event={answer.question.event} />}
        <RowDrawer row={open} answer={answer} networks={networks} onClose={() => changeView({ row: null })} />
      </LooksContext>
    </WornOutContext>
  )
}

function describeNothing(answer: RankAnswer, narrowed: boolean): string {
  if (answer.totals.hidden > 0)
    return 'Small volumes are noisy; ask for fewer impressions to see them anyway.'
  if (narrowed) return 'Nothing was shown in these days under these filters.'
  return 'Drop a report that counts impressions on this page, or group by something the reports name.'
}

function Nothing({ answer, view, changeView }: Omit<RankingProps, 'rows' | 'networks'>) {
  const things = namePlural(answer.question.by)
  if (answer.rows.length > 0) {
    return (
      <State
        icon={<IconSearchOff size={28} stroke={1.4} aria-hidden />}
        title={`No name contains “${view.search}”`}
        actions={<Button onClick={() => changeView({ search: '' })}>Clear the search</Button>}
      />
    )
  }
  const narrowed = view.where.length > 0 || view.range.kind !== 'all'
  return (
    <State
      icon={<IconFilterOff size={28} stroke={1.4} aria-hidden />}
      title={
        answer.totals.hidden > 0
          ? `All ${formatCount(answer.totals.hidden)} ${things} are below ${formatCount(view.minImpressions)} impressions`
          : `No ${things} with impressions here`
      }
      actions={
        <>
          {view.minImpressions > 0 && (
            <Button onClick={() => changeView({ minImpressions: 0 })}>Show all, however small</Button>
          )}
          {narrowed && (
            <Button onClick={() => changeView({ where: [], range: ALL_TIME })}>
              Clear filters and dates
            </Button>
          )}
        </>
      }
    >
      {describeNothing(answer, narrowed)}
    </State>
  )
}
