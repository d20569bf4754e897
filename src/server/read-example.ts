import { z } from 'zod'
import { formatOfFile, type Operation } from '#engine/index.ts'

const Property = z.looseObject({ type: z.union([z.string(), z.array(z.string())]).optional() })

/** The words of a command as a shell would part them. */
function wordsOf(text: string): readonly string[] {
  const found = text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)
  const words = [...found].map(([, double, single, plain]) => double ?? single ?? plain ?? '')
  return words.slice(0, words.includes('>') ? words.indexOf('>') : undefined)
}

/** An example of a command as the input of its operation, as it is sent over HTTP. */
export function readExample(example: string, operation: Operation): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' })
  const types = z.record(z.string(), Property).parse(schema.properties ?? {})
  const { command, alias = command } = operation
  const words = wordsOf(example.slice((example.startsWith(command) ? command : alias).length))
  const input: Record<string, unknown> = {}
  const plain: string[] = []
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? ''
    const flag = /^--(.+)$/.exec(word)?.[1]
    if (flag === undefined) plain.push(word)
    if (flag === undefined || flag === 'json') continue
    const field = flag.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
    const next = words[index + 1]
    const isSwitch = next === undefined || next.startsWith('--')
    if (!isSwitch) index += 1
    const value = isSwitch ? true : typed(next, types[field]?.type)
    input[field] = input[field] === undefined ? value : [input[field], value].flat()
  }
  if (operation.answersFile !== undefined && typeof input.output === 'string') {
    if (types.format !== undefined) input.format ??= formatOfFile(input.output)
    delete input.output
  }
  const { plainArguments } = operation
  const [first] = plain
  if (plainArguments !== undefined && first !== undefined) {
    const one = typed(first, types[plainArguments]?.type)
    input[plainArguments] = plain.length === 1 && typeof one === 'number' ? one : plain
  }
  return withUploads(input, operation)
}

function typed(text: string, type: string | readonly string[] | undefined): string | number {
  const isNumber = ['number', 'integer'].some((one) => [type ?? []].flat().includes(one))
  return isNumber && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

/** Over HTTP a file is named by the id it was uploaded under. */
function withUploads(input: Readonly<Record<string, unknown>>, { files }: Operation) {
  if (files === undefined || input[files.paths] === undefined) return input
  const { [files.paths]: _paths, ...rest } = input
  return { ...rest, [files.uploads]: ['4d0ce1f2-8f3e-4c56-9f0c-2f6f3c6b9d10'] }
}
