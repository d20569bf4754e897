import type { FraudAnswer, FraudSite } from '#schema/answer/fraud-answer.ts'
import { LazyDelayPlot } from '../../charts/lazy-delay-plot.tsx'
import { formatCount } from '../../format/number.ts'
import { DataTable } from '../../ui/data-table.tsx'
import section from '../answer/section.module.css'
import { delayShares } from './delay-shares.ts'
import { SiteVerdictBadge } from './site-verdict.tsx'

/** Signals of one site, and its time from click to install beside that of the others. */
export function SiteDetails({ site, delays }: { site: FraudSite; delays: FraudAnswer['delays'] }) {
  const name = site.site ?? 'no site named'
  const plural = formatCount(site.installs)
  return (
    <section aria-label="Signals of the site" className={section.wide}>
      <div className={section.head}>
        <h2>
          {site.networkLabel} · {name}
        </h2>
        <SiteVerdictBadge verdict={site.verdict} />
      </div>
      <p className={section.quiet}>
        {plural} installs. {site.reason}.
      </p>
      {site.delays !== null && (
        <>
          <p className={section.quiet}>
            Time from click to install: bars are this site, the line is the honest others.
          </p>
          <LazyDelayPlot
            shares={delayShares(site.delays, delays)}
            label={`Time from click to install on ${name}, beside the other sites`}
          />
        </>
      )}
      {site.signals.length > 0 && (
        <DataTable
          label={`Signals of ${name}`}
          head={['Signal', 'Here, and elsewhere', 'q', 'Counts']}
          numeric={[2]}
          rows={site.signals.map((signal) => ({
            key: signal.name,
            cells: [
              signal.label,
              signal.figures,
              signal.q < 0.0001 ? '< 0.0001' : signal.q.toFixed(4),
              signal.isFound ? 'yes' : 'no',
            ],
          }))}
        />
      )}
    </section>
  )
}
