import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'

/** A folder with a model as transformers.js lays it out. */
export interface ModelFolder {
  readonly parent: string
  readonly name: string
  /** Which of its weights are read: whole, or the quantised ones. */
  readonly weights: 'fp32' | 'q8'
}

const Config = z.object({ model_type: z.string() })
/** What a folder must hold to be of use. */
export interface KindOfModel {
  readonly called: string
  readonly type: string
  readonly needed: readonly string[]
  readonly parts: readonly [string, string]
}

const NEEDED = ['preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json']

export const IMAGE_MODEL: KindOfModel = {
  ...{ called: 'image model', type: 'clip', needed: NEEDED, parts: ['text_model', 'vision_model'] },
}
export const SPEECH_MODEL: KindOfModel = {
  ...{ called: 'speech model', type: 'whisper', needed: [...NEEDED, 'generation_config.json'] },
  parts: ['encoder_model', 'decoder_model_merged'],
}

const SUFFIXES = { fp32: '', q8: '_quantized' } as const

function modelType(path: string): string | null {
  try {
    return Config.parse(JSON.parse(readFileSync(path, 'utf8'))).model_type
  } catch {
    return null
  }
}

/** The model in a folder, or why it cannot be used. */
export function modelFolder(
  folder: string,
  { called, type: wanted, needed, parts }: KindOfModel,
): ModelFolder | string {
  const path = (name: string) => join(folder, name)
  if (!existsSync(path('config.json'))) return `the folder of the ${called} holds no config.json`
  const type = modelType(path('config.json'))
  if (type === null) return `the config.json of the ${called} cannot be read`
  if (type !== wanted) return `the ${called} is of the kind ${type.slice(0, 40)}; only ${wanted} is read`
  const missing = needed.find((name) => !existsSync(path(name)))
  if (missing !== undefined) return `the folder of the ${called} holds no ${missing}`
  const has = (suffix: string) => parts.every((part) => existsSync(path(`onnx/${part}${suffix}.onnx`)))
  const weights = has(SUFFIXES.fp32) ? 'fp32' : has(SUFFIXES.q8) ? 'q8' : null
  if (weights === null)
    return `the folder of the ${called} holds no onnx/${parts[0]}.onnx and onnx/${parts[1]}.onnx`
  return { parent: dirname(folder), name: basename(folder), weights }
}
