import type { FileFacts } from '#schema/answer/tag-answer.ts'
import { isSilent, readSound } from './audio/sound.ts'
import { IS_SPEECH } from './audio/speech-detector.ts'
import { noFacts } from './facts/no-facts.ts'
import { videoFacts } from './facts/video-facts.ts'
import {
  BEYOND_SOUND,
  beyondLocal,
  CUT_KEYS,
  LOOKED_KEYS,
  NOT_INSTALLED,
  PIXEL_KEYS,
  SOUND_KEYS,
} from './keys.ts'
import { type LocalTaggers, localTaggers } from './local/local-taggers.ts'
import type { OwnModels } from './own-models.ts'
import { attempt, type FileToRead, type Findings, type Reading, together, untold } from './reading.ts'
import { transcribe } from './speech-model/transcribe.ts'
import { audioTags } from './taggers/audio-tags.ts'
import { factTags } from './taggers/fact-tags.ts'
import { withSpoken } from './taggers/spoken-tags.ts'
import { MOST_SECONDS } from './video/scan-video.ts'
import { watchVideo } from './video/watch-video.ts'
import { whyUnreadable } from './why-unreadable.ts'

const SEEN_KEYS = [...PIXEL_KEYS, ...LOOKED_KEYS, ...CUT_KEYS]

/** What a video sounds like, and what is said in it. */
async function hear(
  path: string,
  facts: FileFacts,
  local: LocalTaggers,
  ffmpeg: string,
  speech: string | null,
): Promise<{ readonly heard: Findings; readonly said: Findings }> {
  const none: Findings = { tags: [], notComputed: [] }
  if (facts.hasAudio !== true)
    return { heard: { ...none, notComputed: untold(SOUND_KEYS, 'the video has no sound') }, said: none }
  let said = none
  const heard = await attempt(SOUND_KEYS, async () => {
    const sound = await readSound(ffmpeg, path)
    const likely = isSilent(sound) ? [] : await local.speech.probabilities(sound.samples)
    said = await transcribe(
      sound.samples,
      likely.map((one) => one >= IS_SPEECH),
      speech,
    )
    return audioTags(sound, likely)
  })
  return { heard: together([heard, { tags: [], notComputed: BEYOND_SOUND }]), said }
}

function cutShort({ durationSeconds }: FileFacts): Findings {
  const reason = `only its first ${MOST_SECONDS / 60} minutes were looked at`
  return { tags: [], notComputed: (durationSeconds ?? 0) > MOST_SECONDS ? untold(['cuts'], reason) : [] }
}

/** Facts of a video, and where a decoder is installed what it shows and sounds like. */
export async function readVideo(
  { path, bytes }: FileToRead,
  format: string,
  models: OwnModels,
): Promise<Reading> {
  const facts = await videoFacts(path, format, bytes).catch(whyUnreadable)
  if (typeof facts === 'string') {
    const notComputed = untold(['facts', ...SEEN_KEYS, ...SOUND_KEYS], facts)
    return { facts: { ...noFacts(bytes), format }, tags: [], notComputed }
  }
  const local = await localTaggers().catch(whyUnreadable)
  const ffmpeg = local === null || typeof local === 'string' ? null : local.ffmpeg
  if (local === null || typeof local === 'string' || ffmpeg === null) {
    const noDecoder = 'no ffmpeg runs here: set FFMPEG_PATH to one'
    const reason = local === null ? NOT_INSTALLED : typeof local === 'string' ? local : noDecoder
    return { facts, tags: factTags(facts), notComputed: untold([...SEEN_KEYS, ...SOUND_KEYS], reason) }
  }
  const watched = await watchVideo(path, facts, local, ffmpeg, models.image).catch(whyUnreadable)
  const { heard, said } = await hear(path, facts, local, ffmpeg, models.speech)
  const { fingerprint, findings } =
    typeof watched === 'string'
      ? {
          fingerprint: null,
          findings: { tags: [], notComputed: [...untold(SEEN_KEYS, watched), ...beyondLocal()] },
        }
      : watched
  const seen = { tags: withSpoken(findings.tags, said.tags), notComputed: findings.notComputed }
  const rest = [heard, { tags: [], notComputed: said.notComputed }, cutShort(facts)]
  const all = together([{ tags: factTags(facts), notComputed: [] }, seen, ...rest])
  return {
    facts: { ...facts, fingerprint },
    tags: all.tags,
    notComputed: all.notComputed,
  }
}
