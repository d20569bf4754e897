import { randomBytes, scryptSync } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'

const KEY_BYTES = 32
/** OWASP's figures for scrypt (2024): 2^17 rounds, blocks of 8, 128 MB. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 }

/** The environment variable a passphrase may stand in, instead of a key file. */
export const PASSPHRASE = 'PERMILLE_PASSPHRASE'

/** The key a passphrase stands for. */
export function keyOfPassphrase(passphrase: string, salt: Uint8Array): Uint8Array {
  return scryptSync(passphrase.normalize('NFKC'), salt, KEY_BYTES, SCRYPT)
}

function readKey(path: string): Uint8Array | null {
  try {
    const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex')
    return key.length === KEY_BYTES ? key : null
  } catch {
    return null
  }
}

function writeKey(path: string): Uint8Array {
  const key = randomBytes(KEY_BYTES)
  writeFileSync(path, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  return key
}

/** Keys in the project's folder: the one in use, and one a rotation was about to put in its place. */
export class KeyFile {
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  /** Every key there is. */
  known(): readonly Uint8Array[] {
    return [this.#path, this.#next].flatMap((path) => readKey(path) ?? [])
  }

  /** The key in use, made when there is none. */
  current(): Uint8Array {
    return readKey(this.#path) ?? writeKey(this.#path)
  }

  /** A new key beside the one in use; one that an interrupted rotation left is taken. */
  prepare(): Uint8Array {
    return readKey(this.#next) ?? writeKey(this.#next)
  }

  /** Puts the prepared key in the place of the one in use. */
  adopt(): void {
    renameSync(this.#next, this.#path)
  }

  get #next(): string {
    return `${this.#path}.next`
  }
}
