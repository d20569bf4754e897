import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The project's own key for hashing identifiers, made on first use and readable by its owner only. */
export async function identifierKey(path: string): Promise<string> {
  const known = await readFile(path, 'utf8').catch(() => null)
  if (known !== null && known.trim() !== '') return known.trim()
  const key = randomBytes(32).toString('hex')
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `${key}\n`, { mode: 0o600 })
  return key
}
