import type { FileFacts } from '#schema/answer/tag-answer.ts'
import { readSound } from './audio/sound.ts'
import { noFacts } from './facts/no-facts.ts'
import { videoFacts } from './facts/video-facts.ts'
import type { ImageModelSetting } from './image-model/label-pictures.ts'
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
import { attempt, type FileToRead, type Findings, type Reading, together, untold } from './reading.ts'
import { audioTags } from './taggers/audio-tags.ts'
import { factTags } from './taggers/fact-tags.ts'
import { MOST_SECONDS } from './video/scan-video.ts'
import { watchVideo } from './video/watch-video.ts'
import { whyUnreadable } from './why-unreadable.ts'

const SEEN_KEYS = [...PIXEL_KEYS, ...LOOKED_KEYS, ...CUT_KEYS]

async function hear(path: string, facts: FileFacts, local: LocalTaggers, ffmpeg: string): Promise<Findings> {
  if (facts.hasAudio !== true) return { tags: [], notComputed: untold(SOUND_KEYS, 'the video has no sound') }
  const heard = await attempt(SOUND_KEYS, async () => audioTags(await readSound(ffmpeg, path), local.speech))
  return together([heard, { tags: [], notComputed: BEYOND_SOUND }])
}

function cutShort({ durationSeconds }: FileFacts): Findings {
  const reason = `only its first ${MOST_SECONDS / 60} minutes were looked at`
  return { tags: [], notComputed: (durationSeconds ?? 0) > MOST_SECONDS ? untold(['cuts'], reason) : [] }
}

/** Facts of a video, and where a decoder is installed what it shows and sounds like. */
export async function readVideo(
  { path, bytes }: FileToRead,
  format: string,
  model: ImageModelSetting | null,
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
  const watched = await watchVideo(path, facts, local, ffmpeg, model).catch(whyUnreadable)
  const sound = await hear(path, facts, local, ffmpeg)
  const { fingerprint, findings } =
    typeof watched === 'string'
      ? {
          fingerprint: null,
          findings: { tags: [], notComputed: [...untold(SEEN_KEYS, watched), ...beyondLocal()] },
        }
      : watched
  const all = together([{ tags: factTags(facts), notComputed: [] }, findings, sound, cutShort(facts)])
  return {
    facts: { ...facts, fingerprint },
    tags: all.tags,
    notComputed: all.notComputed,
  }
}
