import { polynomial } from './polynomial.ts'

const SQRT_PI_INVERSE = 0.5641895835477563
const CENTRE_TOP = [
  3209.377589138469, 377.485237685302, 113.86415415105016, 3.1611237438705655, 0.18577770618460315,
]
const CENTRE_BOTTOM = [2844.236833439171, 1282.6165260773723, 244.02463793444417, 23.601290952344122, 1]
const MIDDLE_TOP = [
  1230.3393547979972, 2051.0783778260716, 1712.0476126340707, 881.952221241769, 298.6351381974001,
  66.11919063714163, 8.883149794388377, 0.5641884969886701, 2.1531153547440383e-8,
]
const MIDDLE_BOTTOM = [
  1230.3393548037495, 3439.3676741437216, 4362.619090143247, 3290.7992357334597, 1621.3895745666903,
  537.1811018620099, 117.6939508913125, 15.744926110709835, 1,
]
const TAIL_TOP = [
  0.0006587491615298378, 0.016083785148742275, 0.12578172611122926, 0.36034489994980445, 0.30532663496123236,
  0.016315387137302097,
]
const TAIL_BOTTOM = [
  0.0023352049762686918, 0.06051834131244132, 0.5279051029514285, 1.8729528499234604, 2.568520192289822, 1,
]

/** Complementary error function, to about 1e-15 relative (W. J. Cody 1969, rational approximations). */
export function erfc(x: number): number {
  const size = Math.abs(x)
  if (size <= 0.46875) {
    const square = x * x
    return 1 - (x * polynomial(CENTRE_TOP, square)) / polynomial(CENTRE_BOTTOM, square)
  }
  const tail = size > 27.3 ? 0 : scaledTail(size) * exponentialOfMinusSquare(size)
  return x > 0 ? tail : 2 - tail
}

function scaledTail(size: number): number {
  if (size <= 4) return polynomial(MIDDLE_TOP, size) / polynomial(MIDDLE_BOTTOM, size)
  const inverse = 1 / (size * size)
  return (
    (SQRT_PI_INVERSE - (inverse * polynomial(TAIL_TOP, inverse)) / polynomial(TAIL_BOTTOM, inverse)) / size
  )
}

function exponentialOfMinusSquare(size: number): number {
  const coarse = Math.trunc(size * 16) / 16
  return Math.exp(-coarse * coarse) * Math.exp(-(size - coarse) * (size + coarse))
}
