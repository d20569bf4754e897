import type { HttpClient } from '#net/http-client.ts'
import type { Store } from '../store.ts'
import type { AssetFiles } from './asset-files.ts'
import type { AssetLinks } from './asset-links.ts'
import type { AssetRecords } from './asset-records.ts'
import { type EndingSoon, endingSoon, isLongAgo } from './ending-soon.ts'
import { fetchFile } from './fetch-file.ts'
import { knownCreatives, statedAddresses } from './known-creatives.ts'
import { Turns } from './turns.ts'
import type { Work } from './work.ts'

/** What became of addresses that were asked. */
export interface FetchedFiles {
  readonly fetched: number
  readonly failed: number
  /** Addresses that were asked before and say the same. */
  readonly skipped: number
}

/** Failures in a row after which a host is not asked any more in the same run. */
const MOST_SILENT = 3

/** Signed links change with every report; what they lead to is told by the rest. */
function lastingAddress(url: string): string {
  return URL.canParse(url) ? `${new URL(url).host}${new URL(url).pathname}` : url
}

/** The last part of an address as a name; as it stands where it is no proper encoding. */
function nameInAddress(address: string): string {
  const last = (address.split('/').at(-1) ?? '').slice(0, 600)
  try {
    return decodeURIComponent(last).slice(0, 200)
  } catch {
    return last.slice(0, 200)
  }
}

/** Where sources say the files of creatives are, and what came of asking there. */
export class FileAddresses {
  readonly #turns = new Turns()
  readonly #files: AssetFiles
  readonly #records: AssetRecords
  readonly #links: AssetLinks
  readonly #store: Store
  readonly #http: HttpClient

  constructor(files: AssetFiles, records: AssetRecords, links: AssetLinks, store: Store, http: HttpClient) {
    this.#files = files
    this.#records = records
    this.#links = links
    this.#store = store
    this.#http = http
  }

  /** Every address; due are those that were not asked yet, or failed in a way that may pass, and all that failed where it is asked `again`. */
  async stated(again = false) {
    const stated = await statedAddresses(this.#store.warehouse)
    const asked = new Map(this.#records.addresses().map((one) => [`${one.creative}\n${one.address}`, one]))
    return stated.map((one) => {
      const address = lastingAddress(one.url)
      const known = asked.get(`${one.creative}\n${address}`) ?? null
      const isDue =
        known === null || (known.sha256 === null && (again || (known.mayPass && isLongAgo(known.at))))
      return { ...one, address, known, isDue }
    })
  }

  async #endingSoon(soon: EndingSoon) {
    if (soon.size === 0) return []
    const creatives = await knownCreatives(this.#store.warehouse)
    return endingSoon(soon, {
      ...{ creatives, addresses: this.#records.addresses(), links: this.#links.all() },
    })
  }

  /** Fetches what sources say the files of creatives are, one run after the other; `soon` are addresses told just now, by the creative's id. */
  fetch(again: boolean, work: Work, soon: EndingSoon = new Map()): Promise<FetchedFiles> {
    return this.#turns.take(() => this.#fetchDue(again, work, soon), work.signal)
  }

  async #fetchDue(again: boolean, { onProgress, signal }: Work, soon: EndingSoon): Promise<FetchedFiles> {
    const all = [...(await this.#endingSoon(soon)), ...(await this.stated(again))]
    const due = all.filter(({ isDue }) => isDue)
    let failed = 0
    const silent = new Map<string, number>()
    for (const [index, { creative, url, address }] of due.entries()) {
      signal?.throwIfAborted()
      const host = URL.canParse(url) ? new URL(url).host : ''
      if ((silent.get(host) ?? 0) >= MOST_SILENT) continue
      const found = await fetchFile(this.#http, url, this.#files, signal)
      const at = new Date().toISOString()
      if (found.isKept) {
        const name = nameInAddress(lastingAddress(url)) || creative
        this.#records.add({ sha256: found.sha256, bytes: found.bytes, name, from: 'address' })
        this.#links.link({ sha256: found.sha256, creative, how: 'address' })
        silent.delete(host)
      } else {
        failed += 1
        if (found.mayPass) silent.set(host, (silent.get(host) ?? 0) + 1)
      }
      this.#records.setAddress({
        ...{ creative, address, at, mayPass: found.mayPass },
        ...(found.isKept ? { sha256: found.sha256, reason: null } : { sha256: null, reason: found.reason }),
      })
      onProgress?.({ fraction: (index + 1) / due.length, rows: 0 })
    }
    return { fetched: due.length - failed, failed, skipped: all.length - due.length }
  }
}
