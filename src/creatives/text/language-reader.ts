import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { LocalPackages } from '../local/local-packages.ts'

/** What eld answers. */
interface Detection {
  readonly language: string
  isReliable(): boolean
}

const Detector = z.object({
  eld: z.custom<{ detect(text: string): Detection }>(
    (value) => typeof value === 'object' && value !== null && 'detect' in value,
  ),
})

const CHINESE = /\p{Script=Han}/gu
const LEAST_CHINESE = 4
const LEAST_SIGNS = 4
/** Signs that one language alone is written with. */
const OF_ONE: readonly (readonly [language: string, signs: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['th', /\p{Script=Thai}/gu],
]
/** Two words are too little to tell Portuguese from Spanish. */
const LEAST_WORDS = 3

/** Tells the language of text. */
export class LanguageReader {
  readonly #detector: z.infer<typeof Detector>['eld']

  private constructor(detector: z.infer<typeof Detector>['eld']) {
    this.#detector = detector
  }

  static async load(packages: LocalPackages): Promise<LanguageReader> {
    const path = packages.file('eld', 'src/entries/static.large.js')
    return new LanguageReader(Detector.parse(await import(pathToFileURL(path).href)).eld)
  }

  /** The language's ISO 639 code; `null` where the text is too little to tell. */
  read(text: string): string | null {
    const own = OF_ONE.find(([, signs]) => (text.match(signs)?.length ?? 0) >= LEAST_SIGNS)
    if (own !== undefined) return own[0]
    if ((text.match(CHINESE)?.length ?? 0) >= LEAST_CHINESE) return 'zh'
    if (text.split(/\s+/).length < LEAST_WORDS) return null
    const found = this.#detector.detect(text)
    return found.language !== '' && found.isReliable() ? found.language : null
  }
}
