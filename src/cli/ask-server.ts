import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Operation } from '#engine/index.ts'
import { ERROR_CODES, PermilleError } from '#schema/error.ts'

export interface ServerAddress {
  readonly url: string
  readonly token: string
}

const Problem = z.object({
  code: z.enum(ERROR_CODES).catch('internal'),
  detail: z.string().optional(),
  title: z.string().optional(),
  remedy: z.string().nullable().optional(),
})

async function call(address: ServerAddress, path: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(new URL(path, address.url), {
    ...init,
    redirect: 'error',
    headers: { authorization: `Bearer ${address.token}`, accept: 'application/json', ...init.headers },
  }).catch((cause: unknown) => {
    throw new PermilleError('unavailable', `the server at ${address.url} does not answer`, {
      remedy: 'see whether it is running, and the address and token',
      cause,
    })
  })
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) return body
  const problem = Problem.safeParse(body)
  const { code, detail, title, remedy } = problem.success ? problem.data : { code: 'internal' as const }
  throw new PermilleError(code, detail ?? title ?? `the server answered ${response.status}`, {
    ...(remedy ? { remedy } : {}),
  })
}

const Upload = z.object({ upload: z.string() })

async function upload(address: ServerAddress, file: string): Promise<string> {
  const path = resolve(file)
  const found = await stat(path).catch(() => null)
  if (found === null || !found.isFile()) {
    throw new PermilleError('not_found', `there is no file ${file}`, { remedy: 'check the path' })
  }
  const body = Readable.toWeb(createReadStream(path))
  const answer = await call(address, `/api/v1/uploads?name=${encodeURIComponent(basename(path))}`, {
    method: 'PUT',
    body,
    duplex: 'half',
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(found.size) },
  })
  return Upload.parse(answer).upload
}

/** The answer of a running server to an operation; files are sent along. */
export async function askServer(
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
  address: ServerAddress,
): Promise<unknown> {
  const rest = { ...input }
  const { paths = '', uploads: ids = '' } = operation.files ?? {}
  const files = [rest[paths] ?? []].flat()
  delete rest[paths]
  const uploads: string[] = []
  for (const file of files) uploads.push(await upload(address, String(file)))
  try {
    return await call(address, `/api/v1/${operation.name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...rest, ...(uploads.length > 0 ? { [ids]: uploads } : {}) }),
    })
  } finally {
    for (const id of uploads) {
      await call(address, `/api/v1/uploads/${id}`, { method: 'DELETE' }).catch(() => {})
    }
  }
}
