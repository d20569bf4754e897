import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Received, type Sent, send } from './send.ts'
import { type ServedProject, type ServeOptions, serveProject } from './serve-project.ts'

const NAME = 'permille.test'

/** Who sends a request: somebody signed in, a token, or nobody. */
export interface Sender {
  readonly cookie?: string
  readonly csrf?: string
  readonly token?: string
}

/** A server that others may reach, as if behind a proxy with TLS under a name of its own. */
export interface OpenServer {
  readonly served: ServedProject
  /** The one-time code of the link on the console. */
  readonly code: string
  send(path: string, sent?: Sent, sender?: Sender): Promise<Received>
  /** Sends JSON, as the page or a program would. */
  post(path: string, body: unknown, sender?: Sender, headers?: Sent['headers']): Promise<Received>
  signIn(name: string, password: string, headers?: Sent['headers']): Promise<Received>
  /** Sets a password by a code; who is signed in by that. */
  accept(code: string, password: string): Promise<Sender>
  /** Changes the state behind the server's back, as time would. */
  state(sql: string): void
}

/** The session an answer began. */
export function senderOf({ headers, text, status }: Received): Sender {
  const [cookie = ''] = [headers['set-cookie'] ?? []].flat()
  if (status !== 200) throw new Error(`not signed in: ${status} ${text}`)
  return { cookie: cookie.split(';')[0] ?? '', csrf: JSON.parse(text).csrf }
}

/** Serves a project to others; whoever asks stops it. */
export async function serveToOthers(
  folder: string,
  options: Pick<ServeOptions, 'env'> = {},
): Promise<OpenServer> {
  const flags = ['--port', '0', '--public-url', `https://${NAME}`]
  const served = await serveProject(folder, { flags, until: /permille is ready/, ...options })
  const lock: unknown = JSON.parse(readFileSync(join(folder, '.permille/owner.lock'), 'utf8'))
  const url = typeof lock === 'object' && lock !== null && 'url' in lock ? String(lock.url) : ''
  const sendAs: OpenServer['send'] = (path, { headers, ...sent } = {}, { cookie, csrf, token } = {}) =>
    send(url, path, {
      ...sent,
      headers: {
        host: NAME,
        ...(cookie === undefined ? {} : { cookie }),
        ...(csrf === undefined ? {} : { 'x-csrf-token': csrf }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
    })
  const post: OpenServer['post'] = (path, body, sender, headers) =>
    sendAs(
      path,
      {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      },
      sender,
    )
  return {
    served,
    code: /#code=(\S+)/.exec(served.output())?.[1] ?? '',
    send: sendAs,
    post,
    signIn: (name, password, headers) => post('/api/v1/session', { name, password }, {}, headers),
    accept: async (code, password) => senderOf(await post('/api/v1/session/password', { code, password })),
    state(sql) {
      const state = new DatabaseSync(join(folder, '.permille/state.sqlite'))
      state.exec('PRAGMA busy_timeout = 5000')
      state.exec(sql)
      state.close()
    },
  }
}
