import type { Lexicon } from '../lexicon.ts'
import { chinese } from './chinese.ts'
import { dutch } from './dutch.ts'
import { english } from './english.ts'
import { french } from './french.ts'
import { german } from './german.ts'
import { indonesian } from './indonesian.ts'
import { italian } from './italian.ts'
import { polish } from './polish.ts'
import { portuguese } from './portuguese.ts'
import { spanish } from './spanish.ts'
import { swedish } from './swedish.ts'
import { turkish } from './turkish.ts'

/** Phrases of every language that is known; the order does not matter. */
export const LEXICONS: readonly Lexicon[] = [
  chinese,
  dutch,
  english,
  french,
  german,
  indonesian,
  italian,
  polish,
  portuguese,
  spanish,
  swedish,
  turkish,
]
