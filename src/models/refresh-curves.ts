import type { LearntCurve } from '#schema/learnt-curve.ts'
import type { Session } from '#warehouse/warehouse.ts'

/** Says of which rows nothing was learnt, so that they are not looked through again. */
const NOTHING = {
  evidence: '',
  source: '',
  network: null,
  field: '',
  share: [1],
  logVariance: [0],
  dispersion: 1,
  days: 0,
  conversions: 0,
  tooLittle: null,
}

/** Writes what was learnt of delays from the rows of this version, a row per age. */
export function refreshCurves(
  session: Session,
  dataVersion: string,
  curves: readonly LearntCurve[],
): Promise<void> {
  return session.replaceTable(
    'delay_curve',
    [
      'data_version',
      'evidence',
      'source',
      'network',
      'field',
      'age',
      'share',
      'log_variance',
      'dispersion',
      'days',
      'conversions',
      'too_little',
    ],
    (curves.length === 0 ? [NOTHING] : curves).flatMap((curve) =>
      curve.share.map((share, age) => [
        dataVersion,
        curve.evidence,
        curve.source,
        curve.network,
        curve.field,
        age,
        share,
        curve.logVariance[age] ?? 0,
        curve.dispersion,
        curve.days,
        curve.conversions,
        curve.tooLittle,
      ]),
    ),
  )
}
