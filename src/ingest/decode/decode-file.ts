import { rm, stat } from 'node:fs/promises'
import { PermilleError } from '#schema/error.ts'
import { convertJson, detectJson } from './convert-json.ts'
import { decodeParquet } from './decode-parquet.ts'
import { decodeText } from './decode-text.ts'
import { decodeXlsx } from './decode-xlsx.ts'
import type { DecodedTable, DecodeLimits, DecodeOptions } from './decoded-table.ts'
import { Expansion } from './expansion.ts'
import { detectFileKind } from './file-kind.ts'
import { gunzip } from './gunzip.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { describeMarkup } from './markup.ts'
import { prepareText } from './prepare-text.ts'
import { readBytes } from './read-bytes.ts'
import { refuse } from './refuse.ts'
import { ZipArchive } from './zip-archive.ts'
import { chooseMembers, describePackage } from './zip-members.ts'

type Options = DecodeOptions & { readonly limits: DecodeLimits }

const HEAD_BYTES = 1 << 20

/** Every table of an export file, as clean text or Parquet on disk; refuses with a sentence what is no table. */
export function decodeFile(path: string, options: DecodeOptions): Promise<DecodedTable[]> {
  return decodeAny(path, { ...options, limits: { ...DEFAULT_LIMITS, ...options.limits } }, null)
}

/** `inside` names the container a file came out of; a container in a container is refused. */
async function decodeAny(
  path: string,
  options: Options,
  inside: 'gzip' | 'zip' | null,
): Promise<DecodedTable[]> {
  options.signal?.throwIfAborted()
  const head = await readBytes(path, 0, HEAD_BYTES)
  if (head.length === 0)
    throw refuse(options.name, 'is empty', 'export the report again and check that it has rows')
  const kind = detectFileKind(head)
  switch (kind.kind) {
    case 'refused':
      throw refuse(options.name, kind.finding, kind.remedy)
    case 'parquet':
      return [await decodeParquet(path, options.name, options.query)]
    case 'gzip':
      if (inside) throw refuseNested(options.name)
      return decodeGzip(path, options)
    case 'zip':
      return decodeZip(path, options, inside)
    case 'text':
      return [await decodeTextual(path, options)]
  }
}

async function decodeGzip(path: string, options: Options): Promise<DecodedTable[]> {
  const { size } = await stat(path)
  const expansion = new Expansion(options.name, size, options.limits)
  const content = await gunzip(path, { ...options, expansion })
  const tables = await decodeAny(content, options, 'gzip')
  if (!tables.some((table) => table.path === content)) await rm(content, { force: true })
  return tables.map((table) => ({ ...table, bytes: size }))
}

async function decodeZip(
  path: string,
  options: Options,
  inside: 'gzip' | 'zip' | null,
): Promise<DecodedTable[]> {
  await using archive = await ZipArchive.open(path, options.name, options.limits)
  const packed = describePackage(archive)
  if (packed.kind === 'refused') throw refuse(options.name, packed.finding, packed.remedy)
  if (packed.kind === 'xlsx') return await decodeXlsx(path, archive, options)
  if (inside) throw refuseNested(options.name)
  const members = chooseMembers(archive)
  const tables: DecodedTable[] = []
  const skipped: PermilleError[] = []
  for (const entry of members) {
    const name =
      members.length > 1 || archive.holdsKeptTables ? `${options.name} › ${entry.fileName}` : options.name
    const content = await archive.extract(entry, options.scratch, options.signal)
    try {
      const decoded = await decodeAny(content, { ...options, name }, 'zip')
      tables.push(...decoded)
      if (!decoded.some((table) => table.path === content)) await rm(content, { force: true })
    } catch (error) {
      await rm(content, { force: true })
      if (!(error instanceof PermilleError) || error.code !== 'input_refused') throw error
      skipped.push(error)
    }
  }
  if (tables.length === 0 && skipped[0]) throw skipped[0]
  return tables.map((table) => ({
    ...table,
    problems: [
      ...table.problems,
      ...skipped.map(({ message }) => ({
        code: 'skipped_member',
        message: `left out: ${message}`,
        severity: 'info' as const,
      })),
    ],
  }))
}

async function decodeTextual(path: string, options: Options): Promise<DecodedTable> {
  const text = await prepareText(path, options)
  const head = (await readBytes(text.path, 0, HEAD_BYTES)).toString('utf8').replace(/^\uFEFF/, '')
  const markup = describeMarkup(head)
  if (markup) throw refuse(options.name, markup.finding, markup.remedy)
  const shape = detectJson(head)
  if (shape === null) return decodeText(text, options)
  const { limits, scratch, signal, name } = options
  const source = { path: text.path, name, shape, maxRecord: limits.recordBytes, signal }
  const converted = await convertJson(source, { scratch, limits })
  const written = { headerFirst: true, ragged: false, footer: converted.footer }
  const problems = [...text.problems, ...converted.problems]
  return decodeText({ ...text, path: converted.path, problems, written }, options)
}

function refuseNested(name: string): PermilleError {
  return refuse(name, 'is an archive inside an archive', 'unpack the outer one and import the files inside')
}
