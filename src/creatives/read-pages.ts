import { noFacts } from './facts/no-facts.ts'
import { PIXEL_KEYS } from './keys.ts'
import { isPlayable, playableTags } from './playable/playable-tags.ts'
import { type PlayableText, readHtmlPlayable, readZipPlayable } from './playable/read-playable.ts'
import { type FileToRead, type Reading, untold } from './reading.ts'
import { factTags } from './taggers/fact-tags.ts'
import { whyUnreadable } from './why-unreadable.ts'

const NOT_SHOWN = 'pages are read but not run, so what they show is not known'

function readingOf(read: PlayableText, bytes: number, format: string): Reading {
  const type = isPlayable(read) ? 'playable' : 'html'
  const facts = { ...noFacts(bytes), type, format } as const
  const cut = read.isCut
    ? untold(['playable_api'], 'only the first 24 MB of its pages and scripts were read')
    : []
  return {
    facts,
    tags: [...factTags(facts), ...playableTags(read)],
    notComputed: [...untold(PIXEL_KEYS, NOT_SHOWN), ...cut],
  }
}

/** What an HTML file or a zip file of pages says about itself; nothing in it is run. */
export async function readPages({ path, bytes }: FileToRead, format: 'html' | 'zip'): Promise<Reading> {
  try {
    const read = await (format === 'zip' ? readZipPlayable(path) : readHtmlPlayable(path))
    if (read.pages.length > 0) return readingOf(read, bytes, format)
    return {
      facts: { ...noFacts(bytes), format },
      tags: [],
      notComputed: untold(['facts'], 'the archive holds no HTML page, so it is not a playable'),
    }
  } catch (error) {
    return {
      facts: { ...noFacts(bytes), format },
      tags: [],
      notComputed: untold(['facts'], whyUnreadable(error)),
    }
  }
}
