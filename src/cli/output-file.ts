import { formatOfFile, type Operation } from '#engine/index.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Where the file of an operation goes, and its input without that: `--output FILE`, or `--to FILE` where it is no day. */
export function outputFile(operation: Operation, flags: Readonly<Record<string, unknown>>) {
  if (operation.answersFile === undefined) return { input: flags, output: undefined }
  const { output: named, ...rest } = flags
  const { to, ...withoutTo } = rest
  const isFile = named === undefined && typeof to === 'string' && !DAY.test(to) && /\.\w+$/.test(to)
  const output = isFile ? to : typeof named === 'string' ? named : undefined
  const input = isFile ? withoutTo : rest
  const needsFormat = 'format' in operation.input.shape && input.format === undefined
  if (output === undefined || !needsFormat) return { input, output }
  return { input: { ...input, format: formatOfFile(output) }, output }
}
