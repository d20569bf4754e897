import type { LearntCurve } from '#schema/learnt-curve.ts'
import type { Session } from '#warehouse/warehouse.ts'

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
    curves.flatMap((curve) =>
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
