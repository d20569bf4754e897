import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'

/** SHA-256 of a file's bytes, in hexadecimal. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}

/** Keeps a file compressed under its content hash; one that is kept already is left as it is. */
export async function keepOriginal(path: string, landing: string, contentHash: string): Promise<void> {
  const kept = join(landing, `${contentHash}.zst`)
  const there = await access(kept).then(
    () => true,
    () => false,
  )
  if (there) return
  const partial = `${kept}.partial`
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 1 } })
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), compress, createWriteStream(partial))
  await rename(partial, kept)
}

/** Writes a kept original back to a plain file; false when it is not kept or damaged. */
export async function restoreOriginal(landing: string, contentHash: string, path: string): Promise<boolean> {
  const source = createReadStream(join(landing, `${contentHash}.zst`))
  return pipeline(source, createZstdDecompress(), createWriteStream(path)).then(
    () => true,
    () => false,
  )
}
