import type { Decode, PagedFetch } from './fetch.ts'

/** What fetches a report that a job made, from an address that carries its own permission. */
export function preparedReport(decode: Decode, answerWithinSeconds = 300) {
  return ({ address = '' }: { readonly address?: string }): PagedFetch => ({
    kind: 'pages',
    request: { url: address, authorised: false, answerWithinSeconds },
    paging: { kind: 'none' },
    decode,
  })
}
