import { csrfHeaders } from './csrf.ts'
import { Problem, readProblem } from './problem.ts'

const UNREACHABLE = new Problem(
  'unreachable',
  'permille does not answer.',
  'Check that it is still running, then try again.',
)

async function request(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw UNREACHABLE
  })
  if (!response.ok) throw await readProblem(response)
  return response
}

async function readJson<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T
  } catch {
    throw new Problem('unreadable', 'The answer is not JSON.', 'Check what is served at this address.')
  }
}

export async function getJson<T>(path: string, signal: AbortSignal): Promise<T> {
  return readJson(await request(path, { signal, headers: { accept: 'application/json' } }))
}

/** `more` are further headers. */
export async function postJson<T>(
  path: string,
  body: unknown,
  more: Readonly<Record<string, string>> = {},
): Promise<T> {
  return readJson(
    await request(path, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json', ...csrfHeaders(), ...more },
      body: JSON.stringify(body),
    }),
  )
}

/** Sends JSON and gets a file. */
export async function postForFile(path: string, body: unknown): Promise<Blob> {
  const response = await request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...csrfHeaders() },
    body: JSON.stringify(body),
  })
  return response.blob()
}

export async function putFile<T>(path: string, file: Blob): Promise<T> {
  return readJson(
    await request(path, {
      method: 'PUT',
      headers: { accept: 'application/json', 'content-type': 'application/octet-stream', ...csrfHeaders() },
      body: file,
    }),
  )
}

export async function deleteJson<T>(path: string): Promise<T> {
  return readJson(
    await request(path, { method: 'DELETE', headers: { accept: 'application/json', ...csrfHeaders() } }),
  )
}
