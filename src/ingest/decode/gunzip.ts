import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { PermilleError } from '#schema/error.ts'
import type { Expansion } from './expansion.ts'
import { refuse } from './refuse.ts'
import { writeScratch } from './scratch-file.ts'

/** The content of a gzip file as a scratch file. */
export function gunzip(
  path: string,
  options: { name: string; scratch: string; expansion: Expansion; signal?: AbortSignal | undefined },
): Promise<string> {
  return writeScratch(options.scratch, 'bin', async (file) => {
    try {
      await pipeline(
        createReadStream(path),
        createGunzip(),
        async (chunks: AsyncIterable<Buffer>) => {
          for await (const chunk of chunks) {
            options.expansion.add(chunk.length)
            await file.writeBytes(chunk)
          }
        },
        options.signal ? { signal: options.signal } : {},
      )
    } catch (error) {
      if (error instanceof PermilleError || options.signal?.aborted) throw error
      const cut = error instanceof Error && /unexpected end/i.test(error.message)
      throw refuse(
        options.name,
        cut ? 'is cut off: its gzip data ends too early' : 'is damaged: its gzip data cannot be unpacked',
        'download it again',
        error,
      )
    }
  })
}
