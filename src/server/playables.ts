import { createHmac } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Context } from 'hono'
import { sameSecret } from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
import { addressOf } from './address.ts'
import type { App, Desk } from './desk.ts'
import type { Env } from './env.ts'
import { labelled } from './labelled.ts'

const PATH = '/playables'
const VALID_MS = 6 * 3600 * 1000

/** Requests of a playable come from a frame without an origin: no cookie and no origin of ours is with them. */
export function isOfPlayable({ method, path }: Pick<Context['req'], 'method' | 'path'>): boolean {
  return (method === 'GET' || method === 'HEAD') && path.startsWith(`${PATH}/`)
}

function passOf({ ownerToken }: Desk, sha256: string, until: string): string {
  return createHmac('sha256', ownerToken).update(`playable ${sha256} ${until}`).digest('base64url')
}

/** Folder of a playable's files for a few hours; whoever has it may see them and nothing else. */
function folderOf(desk: Desk, sha256: string, until: string): string {
  return `${PATH}/${sha256}/${until}/${passOf(desk, sha256, until)}/`
}

/** Where a playable's page can be seen from now on for a few hours. */
export function playableAddress(desk: Desk, sha256: string, page: string): string {
  const until = String(Date.now() + VALID_MS)
  return folderOf(desk, sha256, until) + page.split('/').map(encodeURIComponent).join('/')
}

/** A playable runs in a frame of ours without an origin, and reaches its own files and no other network. */
function policyOf(folder: string): string {
  return [
    'sandbox allow-scripts',
    "default-src 'none'",
    `script-src ${folder} 'unsafe-inline' 'unsafe-eval' data: blob:`,
    `style-src ${folder} 'unsafe-inline' data: blob:`,
    ...['img-src', 'media-src', 'font-src', 'connect-src'].map((kind) => `${kind} ${folder} data: blob:`),
    `worker-src ${folder} blob:`,
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ')
}

async function answer(context: Context<Env>, desk: Desk): Promise<Response> {
  const { sha256 = '', until = '', pass = '' } = context.req.param()
  const missing = new PermilleError('not_found', 'there is no such file of a playable', {
    remedy: 'run the playable again from its page',
  })
  if (!/^[0-9a-f]{64}$/.test(sha256) || !sameSecret(pass, passOf(desk, sha256, until))) throw missing
  if (Number(until) < Date.now()) throw missing
  const folder = folderOf(desk, sha256, until)
  const name = decodeURIComponent(new URL(context.req.url).pathname.slice(folder.length))
  const { files, records } = desk.project.assets
  const asset = records.find(sha256)
  const found = asset === null ? null : await files.playableFile(asset, name)
  if (found === null) throw missing
  // Not as bytes: such a stream takes the buffers away that an archive is unpacked into.
  return new Response(Readable.toWeb(found.stream), {
    headers: {
      'content-type': found.type,
      'content-length': String(found.bytes),
      'content-security-policy': policyOf(addressOf(context, desk) + folder),
      'x-frame-options': 'SAMEORIGIN',
      // A frame without an origin is a stranger to every server, this one too.
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'private, max-age=3600',
    },
  })
}

/** Routes of the files of playables. */
export function addPlayables(app: App, desk: Desk): void {
  const path = `${PATH}/:sha256/:until/:pass/*`
  app.get(path, labelled(path), (context) => answer(context, desk))
}
