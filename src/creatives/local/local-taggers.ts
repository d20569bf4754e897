import { SpeechDetector } from '../audio/speech-detector.ts'
import { OtherLetters } from '../ocr/other-letters.ts'
import { Tesseract } from '../ocr/tesseract.ts'
import { TextReader } from '../ocr/text-reader.ts'
import { FaceFinder } from '../people/face-finder.ts'
import { ObjectFinder } from '../people/object-finder.ts'
import { LanguageReader } from '../text/language-reader.ts'
import { findFfmpeg } from './ffmpeg.ts'
import { LocalPackages } from './local-packages.ts'
import { loadOnnx } from './onnx.ts'

/** The models and tools that are installed beside permille, loaded. */
export interface LocalTaggers {
  readonly text: TextReader
  readonly otherLetters: OtherLetters
  readonly languages: LanguageReader
  readonly faces: FaceFinder
  readonly objects: ObjectFinder
  readonly speech: SpeechDetector
  /** Path of the video decoder; `null` where none runs. */
  readonly ffmpeg: string | null
}

async function load(): Promise<LocalTaggers | null> {
  const packages = LocalPackages.find()
  if (packages === null) return null
  const onnx = loadOnnx(packages)
  return {
    text: await TextReader.load(packages, onnx),
    otherLetters: new OtherLetters(new Tesseract(packages)),
    languages: await LanguageReader.load(packages),
    faces: await FaceFinder.load(packages),
    objects: await ObjectFinder.load(packages),
    speech: await SpeechDetector.load(packages, onnx),
    ffmpeg: findFfmpeg(packages),
  }
}

let loaded: Promise<LocalTaggers | null> | null = null

/** The local taggers, loaded once; `null` where they are not installed. */
export function localTaggers(): Promise<LocalTaggers | null> {
  loaded ??= load()
  return loaded
}
