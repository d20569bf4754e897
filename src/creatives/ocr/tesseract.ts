import { existsSync } from 'node:fs'
import { z } from 'zod'
import type { LocalPackages } from '../local/local-packages.ts'
import type { ReadLine } from './read-lines.ts'
import type { Script } from './scripts.ts'

interface Worker {
  setParameters(parameters: Readonly<Record<string, string>>): Promise<unknown>
  recognize(picture: Buffer): Promise<unknown>
}

/** The parts of tesseract.js that are used. */
interface Library {
  createWorker(data: string, engine: number, options: object): Promise<Worker>
}

const Loaded = z.custom<Library>(
  (value) => typeof value === 'object' && value !== null && 'createWorker' in value,
)
const Answer = z.object({ data: z.object({ text: z.string(), confidence: z.number() }) })

const PACKAGE = 'tesseract.js'
const LSTM_ONLY = 1
const SINGLE_LINE = '7'

function folderOf(packages: LocalPackages, { data }: Script): string {
  return packages.file(`@tesseract.js-data/${data}`, '4.0.0_best_int')
}

/** Reads cut-out lines with the language data that is installed; a language is loaded when it is first asked. */
export class Tesseract {
  readonly #packages: LocalPackages
  readonly #workers = new Map<Script, Promise<Worker>>()

  constructor(packages: LocalPackages) {
    this.#packages = packages
  }

  /** Whether the data of a script, and what reads with it, are installed. */
  has(script: Script): boolean {
    // A worker that misses its data would look for it on a public server.
    const file = `${folderOf(this.#packages, script)}/${script.data}.traineddata.gz`
    return this.#packages.has(PACKAGE) && existsSync(file)
  }

  /** What stands in a picture of one line. */
  async read(picture: Buffer, script: Script): Promise<ReadLine> {
    const known = this.#workers.get(script) ?? this.#start(script)
    this.#workers.set(script, known)
    const { data } = Answer.parse(await (await known).recognize(picture))
    return { text: data.text, confidence: data.confidence / 100 }
  }

  async #start(script: Script): Promise<Worker> {
    const { createWorker } = Loaded.parse(this.#packages.load(PACKAGE))
    const worker = await createWorker(script.data, LSTM_ONLY, {
      ...{ langPath: folderOf(this.#packages, script), gzip: true, cacheMethod: 'none' },
      // Without one the library throws where nothing can catch it.
      errorHandler: () => undefined,
    })
    await worker.setParameters({ tessedit_pageseg_mode: SINGLE_LINE, user_defined_dpi: '70' })
    return worker
  }
}
