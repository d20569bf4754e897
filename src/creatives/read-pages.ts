import { noFacts } from './facts/no-facts.ts'
import type { ImageModelSetting } from './image-model/label-pictures.ts'
import { BEYOND_PLAY, LOOKED_KEYS, PIXEL_KEYS } from './keys.ts'
import { findChromium, NO_CHROMIUM } from './playable/find-chromium.ts'
import { mainPage } from './playable/open-playable.ts'
import { isPlayable, playableTags, shownTags } from './playable/playable-tags.ts'
import { type PlayableText, readHtmlPlayable, readZipPlayable } from './playable/read-playable.ts'
import { showPlayable } from './playable/show-playable.ts'
import { decodePicture } from './raster.ts'
import { type FileToRead, type Findings, type Reading, untold } from './reading.ts'
import { seenIn } from './seen-in.ts'
import { colourTags } from './taggers/colour-tags.ts'
import { factTags } from './taggers/fact-tags.ts'
import { whyUnreadable } from './why-unreadable.ts'

const SHOWN_KEYS = [
  ...PIXEL_KEYS.filter((key) => key !== 'fingerprint'),
  ...[...LOOKED_KEYS, 'external_requests', 'redirect'],
]

const NO_FINGERPRINT = untold(['fingerprint'], 'what a page shows differs from time to time')

interface Looks extends Findings {
  readonly shown?: Buffer
}

/** What a playable shows a moment after it began, where a browser is here to show it. */
async function look(
  path: string,
  format: string,
  pages: readonly string[],
  model: ImageModelSetting | null,
): Promise<Looks> {
  const chromium = findChromium()
  const main = format === 'zip' ? mainPage(pages) : 'index.html'
  if (chromium === null || main === null) return { tags: [], notComputed: untold(SHOWN_KEYS, NO_CHROMIUM) }
  try {
    const shown = await showPlayable(chromium, path, format, main)
    const raster = await decodePicture(shown.picture)
    const seen = await seenIn(raster, model)
    return {
      shown: shown.picture,
      tags: [...shownTags(shown), ...(await colourTags([raster])), ...seen.tags],
      notComputed: seen.notComputed,
    }
  } catch (error) {
    return { tags: [], notComputed: untold(SHOWN_KEYS, whyUnreadable(error)) }
  }
}

/** What an HTML file or a zip file of pages says about itself, and shows in a browser that reaches nothing. */
export async function readPages(
  { path, bytes }: FileToRead,
  format: 'html' | 'zip',
  model: ImageModelSetting | null,
): Promise<Reading> {
  const unread = (reason: string) => ({
    facts: { ...noFacts(bytes), format },
    tags: [],
    notComputed: untold(['facts'], reason),
  })
  const read = await (format === 'zip' ? readZipPlayable(path) : readHtmlPlayable(path)).catch(whyUnreadable)
  if (typeof read === 'string') return unread(read)
  if (read.pages.length === 0) return unread('the archive holds no HTML page, so it is not a playable')
  const facts = { ...noFacts(bytes), type: isPlayable(read) ? 'playable' : 'html', format } as const
  const looks = await look(path, format, read.pages, model)
  return {
    ...looks,
    facts,
    tags: [...factTags(facts), ...playableTags(read), ...looks.tags],
    notComputed: [...NO_FINGERPRINT, ...looks.notComputed, ...BEYOND_PLAY, ...cutOf(read)],
  }
}

function cutOf({ isCut }: PlayableText) {
  return isCut ? untold(['playable_api'], 'only the first 24 MB of its pages and scripts were read') : []
}
