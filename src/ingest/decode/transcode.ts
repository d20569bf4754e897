import { readChunks } from './read-bytes.ts'
import { writeScratch } from './scratch-file.ts'

export interface Transcoded {
  readonly path: string
  /** Characters the encoding could not explain, now U+FFFD. */
  readonly replaced: number
  readonly nuls: number
}

/** A UTF-8 copy of a text file without byte-order marks and NUL characters. */
export async function transcode(
  path: string,
  options: {
    encoding: string
    scratch: string
    signal?: AbortSignal | undefined
    onBytes?: (count: number) => void
  },
): Promise<Transcoded> {
  const decoder = new TextDecoder(options.encoding, { ignoreBOM: true })
  let replaced = 0
  let nuls = 0
  let atStart = true
  const copy = await writeScratch(options.scratch, 'txt', async (file) => {
    const put = async (decoded: string) => {
      let text = decoded
      if (atStart && text !== '') {
        const trimmed = text.replace(/^\uFEFF+/, '')
        if (trimmed !== '') atStart = false
        text = trimmed
      }
      if (text.includes('\0')) {
        const without = text.replaceAll('\0', '')
        nuls += text.length - without.length
        text = without
      }
      if (text.includes('\uFFFD')) replaced += text.split('\uFFFD').length - 1
      await file.write(text)
    }
    for await (const chunk of readChunks(path, { signal: options.signal })) {
      options.onBytes?.(chunk.length)
      await put(decoder.decode(chunk, { stream: true }))
    }
    await put(decoder.decode())
  })
  return { path: copy, replaced, nuls }
}

/** Whether this Node can decode the named encoding. */
export function isKnownEncoding(encoding: string): boolean {
  try {
    new TextDecoder(encoding)
    return true
  } catch {
    return false
  }
}
