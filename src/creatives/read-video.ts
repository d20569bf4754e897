import { noFacts } from './facts/no-facts.ts'
import { videoFacts } from './facts/video-facts.ts'
import { PIXEL_KEYS } from './keys.ts'
import { type FileToRead, type Reading, untold } from './reading.ts'
import { factTags } from './taggers/fact-tags.ts'
import { whyUnreadable } from './why-unreadable.ts'

/** Facts of a video. */
export async function readVideo({ path, bytes }: FileToRead, format: string): Promise<Reading> {
  const facts = await videoFacts(path, format, bytes).catch(whyUnreadable)
  if (typeof facts === 'string') {
    return {
      facts: { ...noFacts(bytes), format },
      tags: [],
      notComputed: untold(['facts', ...PIXEL_KEYS], facts),
    }
  }
  return { facts, tags: factTags(facts), notComputed: untold(PIXEL_KEYS, 'a video needs the local taggers') }
}
