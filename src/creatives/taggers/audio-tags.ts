import type { Tag } from '#schema/answer/tag-answer.ts'
import { beatStrength } from '../audio/beat-strength.ts'
import { isSilent, RATE, rootMeanSquare, type Sound } from '../audio/sound.ts'
import { IS_SPEECH, STEP } from '../audio/speech-detector.ts'
import { tagWriter } from './tag-of.ts'

const tag = tagWriter('audio@1', 'audio')

const LOUD_ENOUGH_FOR_MUSIC = 0.01
/** Measured: a loop 0.74, the same under speech 0.38, speech alone 0.06. */
const REGULAR = 0.25
const LEAST_VOICE = 0.05
const HOOK_SECONDS = 3
/** Share of the first seconds that must be speech: a word is enough. */
const LEAST_HOOK = 0.1

const paceOf = (beats: number) => (beats < 90 ? 'under 90' : beats < 120 ? '90–119' : '120 and more')

/** The sound between stretches of speech. */
function withoutSpeech(samples: Float32Array, speech: readonly number[]): Float32Array {
  const steps = speech.flatMap((probability, step) =>
    probability < IS_SPEECH ? [samples.subarray(step * STEP, (step + 1) * STEP)] : [],
  )
  const rest = new Float32Array(steps.length * STEP)
  for (const [index, step] of steps.entries()) rest.set(step, index * STEP)
  return rest
}

/** Speech, music and loudness of a video's sound; measured on made-up sounds, so music is only likely. */
export function audioTags(sound: Sound, speech: readonly number[]): readonly Tag[] {
  const { samples, loudness } = sound
  if (isSilent(sound))
    return [
      ...[tag('silent', true), tag('speech_share', 0), tag('hook_has_voice', false)],
      ...[tag('music', 'none', 0.9), tag('bpm', 'none', 0.9)],
    ]
  const shareOf = (steps: readonly number[]) =>
    steps.filter((probability) => probability >= IS_SPEECH).length / Math.max(1, steps.length)
  const share = shareOf(speech)
  const hook = shareOf(speech.slice(0, Math.ceil((HOOK_SECONDS * RATE) / STEP)))
  const first = speech.findIndex((probability) => probability >= IS_SPEECH)
  const { strength, beatsPerMinute } = beatStrength(samples)
  const isLoud = rootMeanSquare(withoutSpeech(samples, speech)) > LOUD_ENOUGH_FOR_MUSIC
  const music = isLoud && strength >= REGULAR ? 'likely' : 'none'
  const evidence = { text: `beat ${strength.toFixed(2)} at ${beatsPerMinute} a minute` }
  return [
    tag('silent', false),
    tag('speech_share', Math.round(share * 100) / 100, 0.9),
    tag(
      'voice',
      share >= LEAST_VOICE,
      0.8,
      first < 0 ? null : { from: Math.round((first * STEP * 100) / RATE) / 100 },
    ),
    tag('hook_has_voice', hook >= LEAST_HOOK, 0.8, { from: 0, to: HOOK_SECONDS }),
    tag('music', music, 0.5, evidence),
    tag('bpm', music === 'likely' ? paceOf(beatsPerMinute) : 'none', 0.5, evidence),
    ...(loudness === null ? [] : [tag('loudness_lufs', loudness)]),
  ]
}
