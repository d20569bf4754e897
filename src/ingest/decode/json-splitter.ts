const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const COMMA = 0x2c

/** Keys an envelope keeps its rows under; a list reached through any other key is not the rows. */
const ENVELOPE_KEYS = new Set([
  'rows',
  'row',
  'data',
  'results',
  'result',
  'list',
  'items',
  'records',
  'report',
  'reports',
  'response',
  'reportingDataResponse',
  'elements',
])

export class JsonTooLargeError extends Error {}

interface Frame {
  readonly open: number
  key: string
  expectsKey: boolean
}

/** Splits JSON bytes into the objects of its one list of rows and the shell around them. */
export class JsonSplitter {
  /** Whether a list of rows was found. */
  foundRows = false
  readonly #limits: { record: number; shell: number }
  readonly #stack: Frame[] = []
  #shell: Buffer[] = []
  #shellBytes = 0
  #record: Buffer[] = []
  #recordBytes = 0
  #recordDepth = 0
  #inRows = false
  #inString = false
  #escaped = false
  #string: number[] | null = null

  constructor(limits: { record: number; shell: number }) {
    this.#limits = limits
  }

  /** Everything outside the rows as text: `{"rows":[],"totals":{…}}`. */
  readShell(): string {
    return Buffer.concat(this.#shell).toString('utf8')
  }

  /** The rows that end in this piece, as JSON text. */
  push(chunk: Buffer): string[] {
    const records: string[] = []
    let from = 0
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0
      if (this.#inString) {
        this.#stepString(byte)
      } else if (this.#recordDepth > 0) {
        if (byte === QUOTE) this.#inString = true
        else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.#recordDepth++
        else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
          if (--this.#recordDepth === 0) {
            this.#keepRecord(chunk.subarray(from, at + 1))
            records.push(Buffer.concat(this.#record).toString('utf8'))
            this.#record = []
            this.#recordBytes = 0
            from = at + 1
          }
        }
      } else if (this.#inRows && byte === OPEN_OBJECT) {
        this.#keepShell(chunk.subarray(from, at))
        from = at
        this.#recordDepth = 1
      } else if (this.#inRows && byte === COMMA) {
        this.#keepShell(chunk.subarray(from, at))
        from = at + 1
      } else {
        this.#stepShell(byte)
      }
    }
    if (this.#recordDepth > 0) this.#keepRecord(chunk.subarray(from))
    else this.#keepShell(chunk.subarray(from))
    return records
  }

  #stepString(byte: number): void {
    if (this.#escaped) this.#escaped = false
    else if (byte === BACKSLASH) this.#escaped = true
    else if (byte === QUOTE) {
      this.#inString = false
      const frame = this.#stack.at(-1)
      if (this.#string && frame) frame.key = Buffer.from(this.#string).toString('utf8')
      this.#string = null
      return
    }
    if (this.#string && this.#string.length < 64) this.#string.push(byte)
  }

  #stepShell(byte: number): void {
    const frame = this.#stack.at(-1)
    if (byte === QUOTE) {
      this.#inString = true
      this.#string = frame?.expectsKey ? [] : null
      if (frame) frame.expectsKey = false
    } else if (byte === OPEN_OBJECT) {
      this.#stack.push({ open: byte, key: '', expectsKey: true })
    } else if (byte === OPEN_ARRAY) {
      const rows =
        !this.foundRows &&
        this.#stack.every(({ open, key }) => open === OPEN_OBJECT && ENVELOPE_KEYS.has(key))
      this.#stack.push({ open: byte, key: '', expectsKey: false })
      this.foundRows ||= rows
      this.#inRows = rows
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      this.#stack.pop()
      this.#inRows = false
    } else if (byte === COMMA && frame?.open === OPEN_OBJECT) {
      frame.expectsKey = true
    }
  }

  #keepRecord(bytes: Buffer): void {
    this.#recordBytes += bytes.length
    if (this.#recordBytes > this.#limits.record) throw new JsonTooLargeError()
    this.#record.push(Buffer.from(bytes))
  }

  #keepShell(bytes: Buffer): void {
    if (bytes.length === 0) return
    this.#shellBytes += bytes.length
    if (this.#shellBytes > this.#limits.shell) throw new JsonTooLargeError()
    this.#shell.push(Buffer.from(bytes))
    if (this.#shell.length > 1024) this.#shell = [Buffer.concat(this.#shell)]
  }
}
