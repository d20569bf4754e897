import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { floats, ids, known, model, step } from './onnx-bytes.ts'

const [END, START, END_OF_PROMPT] = ['<|endoftext|>', '<|startoftranscript|>', '<|notimestamps|>']
/** What follows what; where two may follow, a low sound is taken for the first and a high one for the second. */
const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  [START]: ['<|en|>', '<|de|>'],
  [END_OF_PROMPT]: ['download', 'jetzt'],
  ...{ download: ['now!'], 'now!': ['free'], free: ['coins'], coins: [END] },
  ...{ jetzt: ['spielen'], spielen: [END] },
}
const WORDS = [
  ...[END, START, '<|en|>', '<|de|>', '<|transcribe|>', '<|translate|>', END_OF_PROMPT],
  ...['download', 'now!', 'free', 'coins', 'jetzt', 'spielen'],
]
const id = (word: string) => WORDS.indexOf(word)
const BINS = 80
const SURE = 1000

const encoder = () =>
  model({
    steps: [
      step('ReduceMean', ['input_features'], 'mean', { axes: [2], keepdims: 1 }),
      step('MatMul', ['pitch', 'mean'], 'last_hidden_state'),
    ],
    knows: [
      known(
        'pitch',
        [1, BINS],
        Float32Array.from({ length: BINS }, (_, at) => (at < 40 ? -SURE : SURE)),
      ),
    ],
    asks: [floats('input_features', ['batch', BINS, 'frames'])],
    answers: [floats('last_hidden_state', ['batch', 1, 1])],
  })

const decoder = () => {
  const next = new Float32Array(WORDS.length ** 2)
  const byPitch = new Float32Array(WORDS.length)
  for (const [word, followers] of Object.entries(FOLLOWS)) {
    for (const follower of followers) next[id(word) * WORDS.length + id(follower)] = SURE * SURE
    if (followers.length === 2)
      followers.forEach((follower, index) => {
        byPitch[id(follower)] = index === 0 ? -1 : 1
      })
  }
  return model({
    steps: [
      step('Gather', ['next', 'input_ids'], 'following'),
      step('MatMul', ['encoder_hidden_states', 'byPitch'], 'heard'),
      step('Add', ['following', 'heard'], 'logits'),
    ],
    knows: [known('next', [WORDS.length, WORDS.length], next), known('byPitch', [1, WORDS.length], byPitch)],
    asks: [ids('input_ids', ['batch', 'length']), floats('encoder_hidden_states', ['batch', 1, 1])],
    answers: [floats('logits', ['batch', 'length', WORDS.length])],
  })
}

const special = (content: string) => ({
  ...{ id: id(content), content, special: true },
  ...{ single_word: false, lstrip: false, rstrip: false, normalized: false },
})
const ENDS = { decoder_start_token_id: id(START), eos_token_id: id(END), pad_token_id: id(END) }

const FILES = {
  'config.json': {
    ...{
      model_type: 'whisper',
      architectures: ['WhisperForConditionalGeneration'],
      is_encoder_decoder: true,
    },
    ...{ d_model: 1, encoder_layers: 0, decoder_layers: 0, num_mel_bins: BINS, vocab_size: WORDS.length },
    ...{ encoder_attention_heads: 1, decoder_attention_heads: 1, max_source_positions: 1500, ...ENDS },
  },
  'generation_config.json': {
    ...{ is_multilingual: true, max_length: 448, no_timestamps_token_id: id(END_OF_PROMPT), ...ENDS },
    lang_to_id: { '<|en|>': id('<|en|>'), '<|de|>': id('<|de|>') },
    task_to_id: { transcribe: id('<|transcribe|>'), translate: id('<|translate|>') },
  },
  'preprocessor_config.json': {
    ...{ feature_extractor_type: 'WhisperFeatureExtractor', processor_class: 'WhisperProcessor' },
    ...{ feature_size: BINS, sampling_rate: 16_000, hop_length: 160, n_fft: 400 },
    ...{ n_samples: 480_000, nb_max_frames: 3000, chunk_length: 30 },
  },
  'tokenizer_config.json': { tokenizer_class: 'WhisperTokenizer', unk_token: END, eos_token: END },
  'tokenizer.json': {
    ...{ version: '1.0', truncation: null, padding: null, normalizer: null, decoder: null },
    ...{ post_processor: null, pre_tokenizer: { type: 'Whitespace' } },
    added_tokens: WORDS.filter((word) => word.startsWith('<|')).map(special),
    model: {
      ...{ type: 'WordLevel', unk_token: END },
      vocab: Object.fromEntries(WORDS.map((word) => [word, id(word)])),
    },
  },
}

/** Writes a model that says one sentence of low sounds and another of high ones, laid out as real ones are. */
export function writeTinyWhisper(folder: string): void {
  mkdirSync(join(folder, 'onnx'), { recursive: true })
  for (const [name, content] of Object.entries(FILES))
    writeFileSync(join(folder, name), JSON.stringify(content))
  writeFileSync(join(folder, 'onnx/encoder_model.onnx'), encoder())
  writeFileSync(join(folder, 'onnx/decoder_model_merged.onnx'), decoder())
}
