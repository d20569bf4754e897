import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'

/** A folder with a CLIP model as transformers.js lays it out. */
export interface ModelFolder {
  readonly parent: string
  readonly name: string
  /** Which of its weights are read: whole, or the quantised ones. */
  readonly weights: 'fp32' | 'q8'
}

const Config = z.object({ model_type: z.string() })
const NEEDED = ['preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json']
const PARTS = ['text_model', 'vision_model']
const SUFFIXES = { fp32: '', q8: '_quantized' } as const

function modelType(path: string): string | null {
  try {
    return Config.parse(JSON.parse(readFileSync(path, 'utf8'))).model_type
  } catch {
    return null
  }
}

/** The model in a folder, or why it cannot be used. */
export function modelFolder(folder: string): ModelFolder | string {
  const path = (name: string) => join(folder, name)
  if (!existsSync(path('config.json'))) return 'the folder of the image model holds no config.json'
  const type = modelType(path('config.json'))
  if (type === null) return 'the config.json of the image model cannot be read'
  if (type !== 'clip') return `the image model is of the kind ${type.slice(0, 40)}; only clip is read`
  const missing = NEEDED.find((name) => !existsSync(path(name)))
  if (missing !== undefined) return `the folder of the image model holds no ${missing}`
  const has = (suffix: string) => PARTS.every((part) => existsSync(path(`onnx/${part}${suffix}.onnx`)))
  const weights = has(SUFFIXES.fp32) ? 'fp32' : has(SUFFIXES.q8) ? 'q8' : null
  if (weights === null)
    return 'the folder of the image model holds no onnx/text_model.onnx and onnx/vision_model.onnx'
  return { parent: dirname(folder), name: basename(folder), weights }
}
