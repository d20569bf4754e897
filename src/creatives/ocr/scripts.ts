/** Letters that PP-OCR's network does not know, and the language data of tesseract that does. */
export interface Script {
  readonly data: string
  readonly name: string
  /** One letter, or sign on a letter, of this script. */
  readonly letter: RegExp
  readonly hasSpaces: boolean
}

/** Of Cyrillic there is only the data for Ukrainian: Russian comes out with `ы` and `ё` written otherwise. */
export const SCRIPTS: readonly Script[] = [
  { data: 'ukr', name: 'Cyrillic', letter: /\p{Script=Cyrillic}/u, hasSpaces: true },
  { data: 'ara', name: 'Arabic', letter: /\p{Script=Arabic}/u, hasSpaces: true },
  {
    ...{ data: 'jpn', name: 'Japanese', hasSpaces: false },
    letter: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー]/u,
  },
  { data: 'kor', name: 'Korean', letter: /\p{Script=Hangul}/u, hasSpaces: true },
  { data: 'tha', name: 'Thai', letter: /(?!\p{N})\p{Script=Thai}/u, hasSpaces: true },
  { data: 'hin', name: 'Devanagari', letter: /(?!\p{N})\p{Script=Devanagari}/u, hasSpaces: true },
]
