import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { floats, ids, known, model, step } from './onnx-bytes.ts'

/** Words the model knows, each a colour; all others mean nothing. */
const WORDS: Readonly<Record<string, readonly [number, number, number]>> = {
  '<|startoftext|>': [0, 0, 0],
  '<|endoftext|>': [0, 0, 0],
  a: [0, 0, 0],
  battlefield: [1, -0.5, -0.5],
  nature: [-0.5, 1, -0.5],
  space: [-0.5, -0.5, 1],
}
const [START = '', END = ''] = Object.keys(WORDS)

const vision = () =>
  model({
    steps: [
      step('ReduceMean', ['pixel_values'], 'mean', { axes: [2, 3], keepdims: 0 }),
      step('MatMul', ['mean', 'W'], 'image_embeds'),
    ],
    knows: [known('W', [3, 3], Float32Array.from([1, -0.5, -0.5, -0.5, 1, -0.5, -0.5, -0.5, 1]))],
    asks: [floats('pixel_values', ['batch', 3, 'height', 'width'])],
    answers: [floats('image_embeds', ['batch', 3])],
  })

const text = () =>
  model({
    steps: [
      step('Gather', ['words', 'input_ids'], 'each'),
      step('ReduceSum', ['each', 'along'], 'text_embeds', { keepdims: 0 }),
    ],
    knows: [
      known('words', [Object.keys(WORDS).length, 3], Float32Array.from(Object.values(WORDS).flat())),
      known('along', [1], BigInt64Array.from([1n])),
    ],
    asks: [ids('input_ids', ['batch', 'length'])],
    answers: [floats('text_embeds', ['batch', 3])],
  })

const special = (id: number, content: string) => ({
  ...{ id, content, special: true },
  ...{ single_word: false, lstrip: false, rstrip: false, normalized: false },
})
const around = [
  { SpecialToken: { id: START, type_id: 0 } },
  { Sequence: { id: 'A', type_id: 0 } },
  { SpecialToken: { id: END, type_id: 0 } },
]

const FILES = {
  'config.json': {
    ...{ model_type: 'clip', architectures: ['CLIPModel'], projection_dim: 3 },
    text_config: { model_type: 'clip_text_model' },
    vision_config: { model_type: 'clip_vision_model', image_size: 32, patch_size: 16 },
  },
  'preprocessor_config.json': {
    ...{ image_processor_type: 'CLIPImageProcessor', feature_extractor_type: 'CLIPFeatureExtractor' },
    ...{ do_resize: true, size: { shortest_edge: 32 }, resample: 3 },
    ...{ do_center_crop: true, crop_size: { height: 32, width: 32 } },
    ...{ do_normalize: true, image_mean: [0.48, 0.46, 0.41], image_std: [0.27, 0.26, 0.28] },
    ...{ do_rescale: true, rescale_factor: 1 / 255, do_convert_rgb: true },
  },
  'tokenizer_config.json': {
    ...{ tokenizer_class: 'CLIPTokenizer', model_max_length: 16 },
    ...{ pad_token: END, unk_token: 'a', bos_token: START, eos_token: END },
  },
  'tokenizer.json': {
    ...{ version: '1.0', truncation: null, padding: null, decoder: null },
    added_tokens: [special(0, START), special(1, END)],
    normalizer: { type: 'Lowercase' },
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: {
      ...{ type: 'TemplateProcessing', single: around, pair: [] },
      special_tokens: Object.fromEntries(
        [START, END].map((one, id) => [one, { id: one, ids: [id], tokens: [one] }]),
      ),
    },
    model: {
      ...{ type: 'WordLevel', unk_token: 'a' },
      vocab: Object.fromEntries(Object.keys(WORDS).map((word, id) => [word, id])),
    },
  },
}

/** Writes a model that sees a picture's mean colour and knows which words are colours, laid out as real ones are. */
export function writeTinyClip(folder: string): void {
  mkdirSync(join(folder, 'onnx'), { recursive: true })
  for (const [name, content] of Object.entries(FILES))
    writeFileSync(join(folder, name), JSON.stringify(content))
  writeFileSync(join(folder, 'onnx/vision_model.onnx'), vision())
  writeFileSync(join(folder, 'onnx/text_model.onnx'), text())
}
