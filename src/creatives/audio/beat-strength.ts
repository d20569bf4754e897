import { RATE } from './sound.ts'

const STEP = 160
const SLOWEST_BEATS = 60
const FASTEST_BEATS = 180
/** Less than this much sound has no beat to speak of. */
const LEAST_STEPS = 300

/** How much louder each hundredth of a second is than the one before. */
function onsets(samples: Float32Array): Float32Array {
  const loudness = Float32Array.from({ length: Math.floor(samples.length / STEP) }, (_, step) => {
    let sum = 0
    for (let at = step * STEP; at < (step + 1) * STEP; at += 1) sum += (samples[at] ?? 0) ** 2
    return Math.log1p(1000 * Math.sqrt(sum / STEP))
  })
  return loudness.map((value, step) => Math.max(0, value - (loudness[step - 1] ?? value)))
}

/** How regular the beat of a sound is (autocorrelation of its onsets), from 0 to 1, and the beats a minute. */
export function beatStrength(samples: Float32Array): {
  readonly strength: number
  readonly beatsPerMinute: number
} {
  const found = onsets(samples)
  if (found.length < LEAST_STEPS) return { strength: 0, beatsPerMinute: 0 }
  const mean = found.reduce((sum, value) => sum + value, 0) / found.length
  const centred = found.map((value) => value - mean)
  const correlation = (lag: number) => {
    let sum = 0
    for (let at = lag; at < centred.length; at += 1) sum += (centred[at] ?? 0) * (centred[at - lag] ?? 0)
    return sum
  }
  const whole = correlation(0)
  if (whole <= 0) return { strength: 0, beatsPerMinute: 0 }
  const stepsPerMinute = (RATE / STEP) * 60
  let best = { strength: 0, beatsPerMinute: 0 }
  for (
    let lag = Math.floor(stepsPerMinute / FASTEST_BEATS);
    lag <= stepsPerMinute / SLOWEST_BEATS;
    lag += 1
  ) {
    const strength = correlation(lag) / whole
    if (strength > best.strength) best = { strength, beatsPerMinute: Math.round(stepsPerMinute / lag) }
  }
  return best
}
