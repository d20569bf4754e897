import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { PermilleError } from '#schema/error.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16
const VERSION = 1

/** A short name of a key, which tells it apart and tells nothing of it. */
export function keyIdOf(key: Uint8Array): string {
  return createHash('sha256').update('permille secret key').update(key).digest('hex').slice(0, 16)
}

/** A text under AES-256-GCM, bound to the place it belongs to. */
export function seal(key: Uint8Array, place: string, text: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body])
}

/** The text in a box; throws `forbidden` for another key, another place, or a damaged box. */
export function unseal(key: Uint8Array, place: string, box: Uint8Array): string {
  try {
    const nonce = box.subarray(1, 1 + NONCE_BYTES)
    const tag = box.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place)).setAuthTag(tag)
    const body = decipher.update(box.subarray(1 + NONCE_BYTES + TAG_BYTES))
    return Buffer.concat([body, decipher.final()]).toString('utf8')
  } catch {
    throw new PermilleError('forbidden', `the secret ${place} cannot be opened with this project’s key`, {
      remedy: 'enter it again with `permille connect`, or bring back .permille/secrets.key',
    })
  }
}
