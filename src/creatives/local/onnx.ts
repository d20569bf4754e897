import { z } from 'zod'
import type { LocalPackages } from './local-packages.ts'

/** Numbers in a grid of so many along each side. */
export interface Tensor {
  readonly data: unknown
  readonly dims: readonly number[]
}

/** A loaded model. */
export interface Model {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  run(inputs: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>
}

/** The parts of onnxruntime that are used. */
export interface Onnx {
  readonly InferenceSession: { create(path: string, options: object): Promise<Model> }
  readonly Tensor: new (type: string, data: Float32Array | BigInt64Array, dims: readonly number[]) => Tensor
}

const Runtime = z.custom<Onnx>(
  (value) => typeof value === 'object' && value !== null && 'InferenceSession' in value && 'Tensor' in value,
)

/** The runtime of the installed packages. */
export function loadOnnx(packages: LocalPackages): Onnx {
  return Runtime.parse(packages.load('onnxruntime-node'))
}

/** Loads a model without the arena that would keep the memory of the largest picture. */
export async function loadModel(onnx: Onnx, path: string): Promise<Model> {
  return onnx.InferenceSession.create(path, { enableCpuMemArena: false, logSeverityLevel: 3 })
}

/** The numbers of a model's only output, and its sides. */
export async function runModel(
  onnx: Onnx,
  model: Model,
  input: Float32Array,
  dims: readonly number[],
): Promise<{ readonly data: Float32Array; readonly dims: readonly number[] }> {
  const [from = '', to = ''] = [model.inputNames[0], model.outputNames[0]]
  const answer = await model.run({ [from]: new onnx.Tensor('float32', input, dims) })
  const tensor = answer[to]
  if (!(tensor?.data instanceof Float32Array)) throw new Error('the model answered no numbers')
  return { data: tensor.data, dims: tensor.dims }
}
