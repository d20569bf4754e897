import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { HttpClient } from '#net/http-client.ts'
import { NetError } from '#net/net-error.ts'
import { type AssetFiles, type KeptFile, MOST_BYTES, tooLarge } from './asset-files.ts'

/** A file that was fetched, or why not, and whether the same address may answer later. */
export type FetchedFile =
  | (Extract<KeptFile, { isKept: true }> & { readonly mayPass: false })
  | { readonly isKept: false; readonly reason: string; readonly mayPass: boolean }

const refused = (reason: string, mayPass = false): FetchedFile => ({ isKept: false, reason, mayPass })

function ofStatus(host: string, status: number): FetchedFile {
  if ([401, 403, 404, 410].includes(status)) {
    return refused(`${host} answered ${status}: the link has expired or is not public`)
  }
  return refused(`${host} answered ${status}`, status === 429 || status >= 500)
}

async function* bounded(body: AsyncIterable<Uint8Array>) {
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw new NetError('too_large', tooLarge())
    yield chunk
  }
}

/** Whether a page may be the file itself: a playable is one, the page of a site is not. */
const isPageAddress = (url: URL) => /\.html?$/i.test(url.pathname)

/** Fetches a creative file from a public address, over https and without anything secret, and keeps it. */
export async function fetchFile(
  http: HttpClient,
  address: string,
  files: AssetFiles,
  signal?: AbortSignal,
): Promise<FetchedFile> {
  if (!URL.canParse(address)) return refused('its address is not one')
  const url = new URL(address)
  if (url.protocol === 'http:') url.protocol = 'https:'
  const draft = await files.draft()
  try {
    const answer = await http.send({
      ...{ method: 'GET', url, hosts: 'public', headers: { accept: 'image/*, video/*, */*;q=0.5' } },
      ...(signal === undefined ? {} : { signal }),
    })
    if (answer.status !== 200) {
      answer.drop()
      return ofStatus(url.hostname, answer.status)
    }
    await pipeline(Readable.from(bounded(answer.body)), createWriteStream(draft))
    const kept = await files.keepDraft(draft, (type) =>
      type === 'html' && !isPageAddress(url) ? 'a web page is not a creative file' : null,
    )
    if (!kept.isKept) return refused(`${url.hostname} answered something else: ${kept.reason}`)
    return { ...kept, mayPass: false }
  } catch (error) {
    signal?.throwIfAborted()
    if (!(error instanceof NetError)) throw error
    return refused(`${url.hostname}: ${error.message}`, !['refused', 'too_large'].includes(error.problem))
  } finally {
    await rm(draft, { force: true })
  }
}
