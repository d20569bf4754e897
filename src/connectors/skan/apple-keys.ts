import { createPublicKey, type KeyObject } from 'node:crypto'

function p256(base64: string): KeyObject {
  return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' })
}

/** Apple signs postbacks of SKAdNetwork 2.1 and later, and those of AdAttributionKit in production, with this key. */
export const APPLE_KEY = p256(
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEWdp8GPcGqmhgzEFj9Z2nSpQVddayaPe4FMzqM9wib1+aHaaIzoHoLN9zW4K8y4SPykE3YVK3sVqW6Af0lfx3gg==',
)

/** Keys of AdAttributionKit by `kid`: https://developer.apple.com/documentation/adattributionkit/verifying-a-postback */
export const AAK_KEYS: ReadonlyMap<string, { readonly key: KeyObject; readonly isProduction: boolean }> =
  new Map([
    ['apple-cas-identifier/0', { key: APPLE_KEY, isProduction: true }],
    [
      'apple-development-identifier/0',
      {
        key: p256(
          'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAELeEDzpJEP+/qRSE5hJVC1p1J0ssUnQGMzBBbvnACBok8OVGGLgxL0myrKiy6lvRtSlLRsWit87i+vftD8AEqeQ==',
        ),
        isProduction: false,
      },
    ],
    [
      'apple-development-identifier/1',
      {
        key: p256(
          'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8YzdO7eM97s/IJ25kdW5CZ3A14USE5IJ5Ha/vhWaxI6UBI1ZxCEvjrKxVluVGe6qWwF1BDFq+QHqKfH5u+wxHQ==',
        ),
        isProduction: false,
      },
    ],
  ])
