import { readChunks } from './read-bytes.ts'
import { RecordReader, type RecordReaderOptions } from './record-reader.ts'

export interface ReadRecord {
  readonly cells: string[]
  /** Whether any cell was quoted, so that `""` is told from an empty line. */
  readonly quoted: boolean
}

export interface RecordSource extends RecordReaderOptions {
  readonly path: string
  readonly signal?: AbortSignal | undefined
  readonly onBytes?: ((count: number) => void) | undefined
}

const CHUNK = 1 << 18

/** The records of a UTF-8 file in small batches, with the reader that counts the faults. */
export async function* readRecords(
  source: RecordSource,
  reader = new RecordReader(source),
): AsyncGenerator<ReadRecord[]> {
  const decoder = new TextDecoder('utf-8')
  const drain = () => {
    const batch: ReadRecord[] = []
    for (let cells = reader.read(); cells !== null; cells = reader.read()) {
      batch.push({ cells, quoted: reader.quoted })
    }
    return batch
  }
  for await (const chunk of readChunks(source.path, { signal: source.signal, chunk: CHUNK })) {
    source.onBytes?.(chunk.length)
    reader.push(decoder.decode(chunk, { stream: true }))
    yield drain()
  }
  reader.push(decoder.decode())
  reader.end()
  yield drain()
}
