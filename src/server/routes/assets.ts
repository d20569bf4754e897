import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { Context } from 'hono'
import { OPERATIONS, type Right } from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
import type { Env } from '../env.ts'
import { playableAddress } from '../playables.ts'
import type { ServiceRoute } from './service-route.ts'

const SEE: Right = {
  role: 'viewer',
  operations: OPERATIONS.filter(({ name }) => name === 'assets').map(({ name }) => name),
}

/** Types a browser may show as they are; everything else is a download. */
const SHOWN: Readonly<Record<string, string>> = {
  ...{ png: 'image/png', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', avif: 'image/avif' },
  ...{ svg: 'image/svg+xml', mp4: 'video/mp4', mov: 'video/quicktime', webm: 'video/webm' },
}

/** Whatever is in a file, it has no origin, runs nothing and asks for nothing. */
const FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

/** The bytes asked for of so many; `null` where the range cannot be met. */
export function rangeOf(
  header: string | undefined,
  size: number,
): { from: number; to: number } | 'all' | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return 'all'
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return from > to || from >= size ? null : { from, to }
}

async function sendBytes(
  context: Context<Env>,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const found = await stat(path).catch(() => null)
  if (found === null) throw new PermilleError('not_found', 'the file is not there any more')
  const range = rangeOf(context.req.header('range'), found.size)
  // Named by the hash of its content: it never changes.
  const common = {
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=31536000, immutable',
    ...headers,
  }
  if (range === null) {
    return new Response(null, {
      status: 416,
      headers: { ...common, 'content-range': `bytes */${found.size}` },
    })
  }
  const { from, to } = range === 'all' ? { from: 0, to: found.size - 1 } : range
  const part = range === 'all' ? {} : { 'content-range': `bytes ${from}-${to}/${found.size}` }
  const isHead = context.req.method === 'HEAD' || found.size === 0
  return new Response(isHead ? null : webStream(path, from, to), {
    status: range === 'all' ? 200 : 206,
    headers: { ...common, ...part, 'content-length': String(to - from + 1) },
  })
}

function webStream(path: string, from: number, to: number): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(path, { start: from, end: to }), { type: 'bytes' })
}

const PREVIEWS = ['thumbnail', 'poster', 'sheet'] as const

export const assetFile: ServiceRoute = {
  id: 'asset-file',
  method: 'get',
  path: '/api/v1/assets/{sha256}/{what}',
  summary: 'A creative file, or a picture of it',
  right: SEE,
  parameters: [
    { name: 'sha256', in: 'path', required: true, schema: { type: 'string' } },
    {
      ...{ name: 'what', in: 'path', required: true },
      description: 'the file itself, the page of a playable to be shown in a frame, or a preview',
      schema: { type: 'string', enum: ['file', 'page', ...PREVIEWS] },
    },
    { name: 'Range', in: 'header', schema: { type: 'string' } },
  ],
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  async answer(context, desk) {
    const { project } = desk
    const sha256 = context.req.param('sha256') ?? ''
    const what = context.req.param('what')
    const asset = /^[0-9a-f]{64}$/.test(sha256) ? project.assets.records.find(sha256) : null
    if (asset === null) throw new PermilleError('not_found', 'there is no such creative file')
    const { files } = project.assets
    const preview = PREVIEWS.find((name) => name === what)
    if (preview !== undefined && asset.previews.includes(preview)) {
      return sendBytes(context, files.preview(sha256, preview), {
        'content-type': 'image/webp',
        'content-security-policy': FILE_POLICY,
      })
    }
    const { type, format } = asset.facts ?? { type: 'unknown', format: null }
    if (what === 'page') {
      const page = await files.playablePage(asset)
      if (page !== null) return context.redirect(playableAddress(desk, sha256, page))
    }
    if (what !== 'file') throw new PermilleError('not_found', `there is no ${what} of this file`)
    const shown = type === 'unknown' ? undefined : SHOWN[format ?? '']
    const name =
      asset.name
        .split(/[/\\]/)
        .at(-1)
        ?.replaceAll(/[^\w.-]/g, '_') ?? sha256
    return sendBytes(context, files.path(sha256), {
      'content-type': shown ?? 'application/octet-stream',
      'content-security-policy': FILE_POLICY,
      'content-disposition': `${shown === undefined ? 'attachment' : 'inline'}; filename="${name}"`,
    })
  },
}
