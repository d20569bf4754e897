import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { repository } from './repository.ts'

const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g

/** The scripts of the built page a browser needs before it draws anything, and their size as it is sent, in bytes. */
export function firstScript(): { readonly files: readonly string[]; readonly bytes: number } {
  const folder = join(repository, 'web/dist/assets')
  const html = readFileSync(join(folder, '../index.html'), 'utf8')
  const [, entry] = /<script type="module"[^>]* src="\/assets\/([^"]+)"/.exec(html) ?? []
  if (entry === undefined) throw new Error('web/dist/index.html loads no script')
  const sizes = new Map<string, number>()
  const waiting = [entry]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (sizes.has(file)) continue
    const script = readFileSync(join(folder, file))
    sizes.set(file, gzipSync(script).length)
    for (const [, imported = ''] of script.toString().matchAll(STATIC_IMPORT)) waiting.push(imported)
  }
  return { files: [...sizes.keys()], bytes: [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0) }
}
