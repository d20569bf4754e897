import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'

/** Every file below a folder, kept originals unpacked too. */
export function everyByte(folder: string): readonly { path: string; bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name)
      const bytes = readFileSync(path)
      return path.endsWith('.zst')
        ? [
            { path, bytes },
            { path, bytes: zstdDecompressSync(bytes) },
          ]
        : [{ path, bytes }]
    })
}
