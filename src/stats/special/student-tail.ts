import { betaLower } from './incomplete-beta.ts'

/** P(|T| > |t|) for Student's t with the given degrees of freedom. */
export function studentTail(t: number, degreesOfFreedom: number): number {
  const square = t * t
  const below = degreesOfFreedom / (degreesOfFreedom + square)
  return betaLower(degreesOfFreedom / 2, 0.5, below, square / (degreesOfFreedom + square))
}
