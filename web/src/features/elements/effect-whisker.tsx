import type { ElementRatio } from '#schema/answer/elements-answer.ts'
import { formatChange } from '../../format/number.ts'
import { useNarrow } from '../../ui/use-narrow.ts'
import { type EffectScale, shareOfScale } from './effect-scale.ts'
import classes from './effect-whisker.module.css'

const WIDTH = 168
/** On a phone, so that an interval is seen whole beside its value. */
const NARROW_WIDTH = 72
const HEIGHT = 20
const INSET = 6

/** An effect as a dot, its interval as a line, no effect as a thin rule. */
export function EffectWhisker({
  effect,
  scale,
  verdict,
}: {
  effect: ElementRatio
  scale: EffectScale
  verdict: string
}) {
  const width = useNarrow() ? NARROW_WIDTH : WIDTH
  const x = (ratio: number) => INSET + shareOfScale(scale, ratio) * (width - 2 * INSET)
  const middle = HEIGHT / 2
  const label = `${formatChange(effect.ratio - 1)}, between ${formatChange(effect.low - 1)} and ${formatChange(effect.high - 1)}`
  return (
    <svg
      className={classes.whisker}
      data-verdict={verdict}
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      <line className={classes.rule} x1={x(1)} x2={x(1)} y1={0} y2={HEIGHT} />
      <line className={classes.interval} x1={x(effect.low)} x2={x(effect.high)} y1={middle} y2={middle} />
      {effect.low < scale.low && <path className={classes.arrow} d={`M${INSET} ${middle - 4}l-5 4 5 4`} />}
      {effect.high > scale.high && (
        <path className={classes.arrow} d={`M${width - INSET} ${middle - 4}l5 4-5 4`} />
      )}
      <circle className={classes.dot} cx={x(effect.ratio)} cy={middle} r={3} />
    </svg>
  )
}
