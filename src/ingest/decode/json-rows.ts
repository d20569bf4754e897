import { isJsonObject, parseJson } from './json-row.ts'
import { JsonSplitter, JsonTooLargeError } from './json-splitter.ts'
import { readChunks } from './read-bytes.ts'
import { refuse } from './refuse.ts'

const SHELL_BYTES = 4 << 20

export interface JsonSource {
  readonly path: string
  readonly name: string
  readonly shape: 'document' | 'lines'
  readonly maxRecord: number
  readonly signal?: AbortSignal | undefined
}

type JsonObject = Readonly<Record<string, unknown>>

/** The row objects of a JSON or NDJSON file in batches; at its end, what stood around them. */
export async function* readJsonRows(source: JsonSource): AsyncGenerator<JsonObject[], unknown> {
  if (source.shape === 'lines') {
    yield* readLines(source)
    return null
  }
  const splitter = new JsonSplitter({ record: source.maxRecord, shell: SHELL_BYTES })
  try {
    for await (const chunk of readChunks(source.path, { signal: source.signal })) {
      yield splitter.push(chunk).map((text) => toRow(text, source.name, null))
    }
  } catch (error) {
    if (!(error instanceof JsonTooLargeError)) throw error
    throw refuse(
      source.name,
      splitter.foundRows ? 'holds a JSON object too large for a row' : 'is JSON without a list of rows',
      'export the report as a list of objects, one per row, or as CSV',
    )
  }
  const shell = readShell(splitter.readShell(), source.name)
  if (!splitter.foundRows) throw refuseShell(shell, source.name)
  return shell
}

async function* readLines(source: JsonSource): AsyncGenerator<JsonObject[]> {
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  let line = 0
  const take = (text: string) => {
    line++
    return text.trim() === '' ? [] : [toRow(text, source.name, line)]
  }
  for await (const chunk of readChunks(source.path, { signal: source.signal })) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > source.maxRecord) {
      throw refuse(
        source.name,
        `has a line ${line + 1} too long for a row`,
        'check that every line is one object',
      )
    }
    yield lines.flatMap(take)
  }
  yield take(rest + decoder.decode())
}

function toRow(text: string, name: string, line: number | null): JsonObject {
  let value: unknown
  try {
    value = parseJson(text)
  } catch (error) {
    const finding =
      line === null ? 'is broken JSON inside its rows' : `is broken in line ${line}: that is no JSON object`
    throw refuse(name, finding, 'download it again, or remove the broken part', error)
  }
  if (isJsonObject(value)) return value
  throw refuse(name, `has no object in line ${line ?? 1}`, 'write one JSON object per line')
}

function readShell(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw refuse(name, 'is cut off or broken: its JSON does not end properly', 'download it again', error)
  }
}

function refuseShell(shell: unknown, name: string): Error {
  const message = findErrorMessage(shell)
  if (message !== null) {
    return refuse(
      name,
      `is an error message, not a report: “${message}”`,
      'download the report again once that is settled',
    )
  }
  return refuse(
    name,
    'is JSON without a list of rows',
    'export the report as a list of objects (or under rows, data or results), or as CSV',
  )
}

/** What a JSON answer without rows complains about, or `null` when it does not. */
function findErrorMessage(shell: unknown): string | null {
  if (!isJsonObject(shell)) return null
  for (const key of [
    'error',
    'errors',
    'error_message',
    'errorMessage',
    'message',
    'detail',
    'error_description',
    'status',
    'code',
  ]) {
    const value = shell[key]
    if (value === undefined || value === null) continue
    if (isJsonObject(value)) return findErrorMessage(value) ?? JSON.stringify(value).slice(0, 200)
    return (typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 200)
  }
  return null
}
