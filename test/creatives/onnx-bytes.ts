/** Fields of a protocol buffer: a number is a varint, text and bytes have their length first, lists repeat the field. */
type Value = number | string | Uint8Array | readonly Value[]

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]
}

/** A message of a protocol buffer by the numbers of its fields. */
export function message(fields: Readonly<Record<number, Value>>): Uint8Array {
  const write = (field: number, value: Value): number[] => {
    if (typeof value === 'number') return [...varint(field * 8), ...varint(value)]
    if (typeof value === 'string' || value instanceof Uint8Array) {
      const bytes = [...(typeof value === 'string' ? Buffer.from(value) : value)]
      return [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes]
    }
    return value.flatMap((one) => write(field, one))
  }
  return Uint8Array.from(Object.entries(fields).flatMap(([field, value]) => write(Number(field), value)))
}

const FLOAT = 1
const INT64 = 7

function port(name: string, type: number, dims: readonly (string | number)[]): Uint8Array {
  const shape = dims.map((dim) => message(typeof dim === 'string' ? { 2: dim } : { 1: dim }))
  return message({ 1: name, 2: message({ 1: message({ 1: type, 2: message({ 1: shape }) }) }) })
}

/** What goes into a model or comes out of it: numbers, or ids of words. */
export const floats = (name: string, dims: readonly (string | number)[]) => port(name, FLOAT, dims)
export const ids = (name: string, dims: readonly string[]) => port(name, INT64, dims)

/** Numbers a model knows. */
export function known(name: string, dims: readonly number[], values: Float32Array | BigInt64Array) {
  const raw = new Uint8Array(values.buffer)
  return message({ 1: dims, 2: values instanceof Float32Array ? FLOAT : INT64, 8: name, 9: raw })
}

const INT = 2
const INTS = 7

/** One step of a model; its settings are a number or a list of numbers each. */
export function step(
  kind: string,
  from: readonly string[],
  to: string,
  settings: Readonly<Record<string, number | readonly number[]>> = {},
): Uint8Array {
  const attributes = Object.entries(settings).map(([name, value]) =>
    typeof value === 'number'
      ? message({ 1: name, 3: value, 20: INT })
      : message({ 1: name, 8: value, 20: INTS }),
  )
  return message({ 1: from, 2: to, 4: kind, 5: attributes })
}

/** A model as ONNX, version 13 of its operators. */
export function model(parts: {
  readonly steps: readonly Uint8Array[]
  readonly knows: readonly Uint8Array[]
  readonly asks: readonly Uint8Array[]
  readonly answers: readonly Uint8Array[]
}): Uint8Array {
  const { steps, knows, asks, answers } = parts
  const graph = message({ 1: steps, 2: 'graph', 5: knows, 11: asks, 12: answers })
  return message({ 1: 8, 7: graph, 8: message({ 1: '', 2: 13 }) })
}
