import type { RankAnswer } from '#schema/answer/rank-answer.ts'
import { formatDays } from '../../format/date.ts'
import { formatCount, formatProbability, formatRatio, formatShare } from '../../format/number.ts'
import { labelDimension } from '../../format/words.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Facts } from '../../ui/facts.tsx'
import { isAdjusted } from '../rank-table/compared.ts'
import classes from './provenance-drawer.module.css'

const SHOWN = 20

/** The mix of places that rates were put on, and where plain rates would have misled. */
export function Mix({ answer }: { answer: RankAnswer }) {
  const { dimensions, mixDays, strata, groups, misleading } = answer.adjustment
  if (!isAdjusted(answer)) {
    return (
      <section>
        <h2>What is compared</h2>
        <p className={classes.quiet}>
          {dimensions.length === 0
            ? 'Plain rates: nothing is done about where each of them ran.'
            : 'Plain rates: all ran in one place each, so there is nothing to adjust for.'}
        </p>
      </section>
    )
  }
  const grouped = groups > 1
  const names = new Map(answer.rows.map(({ key, name }) => [key, name]))
  const nameOf = (key: string) => names.get(key) ?? key
  return (
    <>
      <section>
        <h2>The mix they are compared on</h2>
        <Facts
          facts={[
            [
              'Days of the mix',
              mixDays === null ? 'those of the rows ranked' : (formatDays(mixDays.from, mixDays.to) ?? ''),
            ],
            ['Places are told apart by', dimensions.map(labelDimension).join(', ')],
            ['Places', formatCount(strata.length)],
            ...(grouped ? [['Groups', `${formatCount(groups)}, which share no place`] as const] : []),
          ]}
        />
        <DataTable
          label="Places of the mix"
          head={['Place', ...(grouped ? ['Group'] : []), 'Share', 'Rate']}
          numeric={grouped ? [1, 2, 3] : [1, 2]}
          rows={strata.slice(0, SHOWN).map(({ stratum, share, multiplier, group }) => ({
            key: `${group} ${stratum}`,
            cells: [
              stratum,
              ...(grouped ? [formatCount(group)] : []),
              formatShare(share),
              formatRatio(multiplier),
            ],
          }))}
        />
        <p className={`${classes.quiet} ${classes.below}`}>
          {strata.length > SHOWN && `And ${formatCount(strata.length - SHOWN)} more. `}
          Share is that of the impressions{grouped && ' of its group'}; the rate is against the typical place
          {grouped && ' of the group'}.
        </p>
      </section>
      {misleading.length > 0 && (
        <section>
          <h2>Where plain rates mislead</h2>
          <ul className={classes.pairs}>
            {misleading.slice(0, SHOWN).map(({ higherPooled, higherAdjusted, probability }) => (
              <li key={`${higherPooled} ${higherAdjusted}`}>
                {nameOf(higherAdjusted)} <span className={classes.quiet}>is likely better than</span>{' '}
                {nameOf(higherPooled)}{' '}
                <span className={classes.quiet}>
                  ({formatProbability(probability)}), whose plain rate is higher
                </span>
              </li>
            ))}
          </ul>
          {misleading.length > SHOWN && (
            <p className={classes.quiet}>And {formatCount(misleading.length - SHOWN)} more.</p>
          )}
        </section>
      )}
    </>
  )
}
