import { RATE } from '../audio/sound.ts'
import { STEP } from '../audio/speech-detector.ts'

/** A stretch of a video in which somebody speaks, in seconds. */
export interface SpokenPiece {
  readonly from: number
  readonly to: number
}

/** A speech model hears half a minute at once. */
const LONGEST = 28
/** Shorter pauses belong to a sentence. */
const PAUSE = 0.5
/** Sounds begin and end softer than they are told apart. */
const MARGIN = 0.2
const SECONDS_PER_STEP = STEP / RATE

/** What is to be written down: speech with its short pauses, in pieces a speech model can hear at once. */
export function spokenPieces(isSpeech: readonly boolean[]): readonly SpokenPiece[] {
  const end = isSpeech.length * SECONDS_PER_STEP
  const pieces: { from: number; to: number }[] = []
  isSpeech.forEach((speaks, step) => {
    if (!speaks) return
    const [from, to] = [step * SECONDS_PER_STEP, (step + 1) * SECONDS_PER_STEP]
    const piece = pieces.at(-1)
    if (piece !== undefined && from - piece.to <= PAUSE && to - piece.from <= LONGEST) piece.to = to
    else pieces.push({ from, to })
  })
  const together: { from: number; to: number }[] = []
  for (const piece of pieces) {
    const before = together.at(-1)
    if (before !== undefined && piece.to - before.from <= LONGEST) before.to = piece.to
    else together.push({ ...piece })
  }
  return together.map(({ from, to }) => ({
    from: Math.max(0, from - MARGIN),
    to: Math.min(end, to + MARGIN),
  }))
}
