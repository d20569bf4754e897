import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openState } from '../state-database.ts'
import { seal, unseal } from './secret-box.ts'
import { SecretStore } from './secret-store.ts'

let folder: string
let open: DatabaseSync[] = []
const store = (passphrase?: string) => {
  const state = openState(join(folder, 'state.sqlite'))
  const made = new SecretStore(
    state,
    join(folder, 'secrets.key'),
    passphrase === undefined ? {} : { PERMILLE_PASSPHRASE: passphrase },
  )
  open.push(state)
  return made
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'permille-secrets-'))
})
afterEach(() => {
  for (const one of open) one.close()
  open = []
  rmSync(folder, { recursive: true })
})

describe('a box', () => {
  const key = Buffer.alloc(32, 7)

  test('opens with its key and at its place only', () => {
    const box = seal(key, 'meta.token', 'päss')
    expect(unseal(key, 'meta.token', box)).toBe('päss')
    expect(() => unseal(key, 'tiktok.token', box)).toThrow('cannot be opened')
    expect(() => unseal(Buffer.alloc(32, 8), 'meta.token', box)).toThrow('cannot be opened')
    const damaged = Uint8Array.from(box, (byte, place) => (place === box.length - 1 ? byte ^ 1 : byte))
    expect(() => unseal(key, 'meta.token', damaged)).toThrow('cannot be opened')
  })

  test('never looks the same twice', () => {
    expect(Buffer.from(seal(key, 'a', 'x')).equals(Buffer.from(seal(key, 'a', 'x')))).toBe(false)
  })
})

describe('the store of secrets', () => {
  test('keeps them from one opening to the next, in a file only its owner reads', () => {
    store().write('unity', 'secretKey', 'hunter2hunter2')
    expect(store().read('unity')).toEqual({ secretKey: 'hunter2hunter2' })
    expect(statSync(join(folder, 'secrets.key')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, 'state.sqlite')).includes('hunter2')).toBe(false)
  })

  test('rotation changes the key, and the old one opens nothing', () => {
    const own = store()
    own.write('unity', 'secretKey', 'one')
    own.write('meta', 'token', 'two')
    const before = readFileSync(join(folder, 'secrets.key'), 'utf8')
    expect(own.rotate()).toBe(2)
    expect(readFileSync(join(folder, 'secrets.key'), 'utf8')).not.toBe(before)
    expect(store().read('meta')).toEqual({ token: 'two' })
    writeFileSync(join(folder, 'secrets.key'), before)
    expect(() => store().read('meta')).toThrow('is not here')
  })

  test('a rotation cut off before the new key was put in place is still read', () => {
    const own = store()
    own.write('unity', 'secretKey', 'one')
    const before = readFileSync(join(folder, 'secrets.key'))
    own.rotate()
    const after = readFileSync(join(folder, 'secrets.key'))
    writeFileSync(join(folder, 'secrets.key'), before)
    writeFileSync(join(folder, 'secrets.key.next'), after)
    expect(store().read('unity')).toEqual({ secretKey: 'one' })
  })

  test('moves under a passphrase, which is asked for from then on', () => {
    store().write('unity', 'secretKey', 'one')
    store('correct horse').rotate()
    expect(store('correct horse').read('unity')).toEqual({ secretKey: 'one' })
    expect(() => store('wrong horse').read('unity')).toThrow('is not here')
    expect(() => store().read('unity')).toThrow('is not here')
  })
})
