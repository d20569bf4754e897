import type { Tag } from '#schema/answer/tag-answer.ts'
import { IS_CLEAR } from '../ocr/choose-script.ts'
import { SCRIPTS, type Script } from '../ocr/scripts.ts'
import { type Findings, untold } from '../reading.ts'
import { LEXICONS } from '../text/lexicons/index.ts'
import { SIGN_KEYS } from '../text/signs.ts'
import type { ReadPicture } from './seen-lines.ts'

/** Pictures have specks that look like a line; several are writing. */
const LEAST_UNCLEAR = 2
const PHRASE_KEYS = ['cta', 'offer', 'urgency', 'social_proof', ...SIGN_KEYS]
/** Keys that say nothing true of writing that was mostly not read. */
const READ_KEYS = [...PHRASE_KEYS, 'headline', 'language']

interface Unread {
  readonly reason: string
  /** Whether more of the picture's writing was not read than was. */
  readonly isMost: boolean
}

/** The picture with most lines that are blurred or in letters no reader here knows; `null` where there are hardly any. */
function unreadLines(read: readonly ReadPicture[], scripts: readonly Script[]): Unread | null {
  const counts = read.map(({ lines }) => ({
    unclear: lines.filter(({ confidence }) => confidence < IS_CLEAR).length,
    lines: lines.length,
  }))
  const most = counts.toSorted((one, other) => other.unclear - one.unclear)[0]
  if (most === undefined || most.unclear < LEAST_UNCLEAR) return null
  const known = ['Latin', 'Chinese', ...scripts.map(({ name }) => name)].join(', ')
  const missing = scripts.length < SCRIPTS.length ? '; `permille setup tagging` installs more' : ''
  return {
    reason: `${most.unclear} lines were hardly read: they are blurred, or in letters other than ${known}${missing}`,
    isMost: most.unclear * 2 > most.lines,
  }
}

const isAbsent = ({ key, value }: Tag) => PHRASE_KEYS.includes(key) && (value === false || value === 'none')

/** What was found in text, without what only seems absent because it could not be read or its phrases are not known. */
export function withoutUnread(
  found: Findings,
  read: readonly ReadPicture[],
  scripts: readonly Script[],
): Findings {
  const unread = unreadLines(read, scripts)
  const language = found.tags.find(({ key }) => key === 'language')?.value
  const isKnown = language === undefined || LEXICONS.some((one) => one.language === language)
  const inText = unread === null ? [] : untold(['text'], unread.reason)
  if (unread?.isMost === true) {
    const isLost = (tag: Tag) => isAbsent(tag) || tag.key === 'headline' || tag.key === 'language'
    const told = new Set(found.tags.filter((tag) => !isLost(tag)).map(({ key }) => key))
    const keys = READ_KEYS.filter((key) => !told.has(key))
    return {
      tags: found.tags.filter((tag) => !isLost(tag)),
      notComputed: [...found.notComputed, ...inText, ...untold(keys, unread.reason)],
    }
  }
  const absent = isKnown ? [] : found.tags.filter(isAbsent)
  const reason = `no phrases are known in the language of its text (${language})`
  return {
    tags: found.tags.filter((tag) => !absent.includes(tag)),
    notComputed: [
      ...[...found.notComputed, ...inText],
      ...untold(
        absent.map(({ key }) => key),
        reason,
      ),
    ],
  }
}
