export interface RecordReaderOptions {
  readonly delimiter: string
  /** Characters one record may have. */
  readonly maxLength: number
  /** Cells a data row should have; helps to see a quote that was never closed. */
  readonly width?: number | undefined
}

export class RecordTooLongError extends Error {}

const NONE = Number.POSITIVE_INFINITY
/** Quotes inside one cell that close nothing; with more, the opening one is taken for text. */
const MOST_LOOSE_QUOTES = 200
const LINE_BREAK = /\r\n|\n|\r/

type Field = { value: string; next: number } | 'wait' | 'broken'

/** Reads CSV text piece by piece into records, forgiving every quote a strict reader stumbles over. */
export class RecordReader {
  /** What had to be overlooked so far. */
  readonly faults = { looseQuotes: 0, brokenQuotes: 0 }
  readonly newlines = { lf: 0, crlf: 0, cr: 0 }
  /** Whether the record just read has a line break inside a cell. */
  multiline = false
  /** Whether the record just read has quoted cells. */
  quoted = false
  readonly #delimiter: string
  readonly #maxLength: number
  readonly #width: number
  #text = ''
  #at = 0
  #ended = false
  #lf = -1
  #cr = -1
  #quote = -1

  constructor(options: RecordReaderOptions) {
    this.#delimiter = options.delimiter
    this.#maxLength = options.maxLength
    this.#width = options.width ?? 0
  }

  push(text: string): void {
    this.#text = this.#at >= this.#text.length ? text : this.#text.slice(this.#at) + text
    this.#at = 0
    this.#lf = -1
    this.#cr = -1
    this.#quote = -1
  }

  end(): void {
    this.#ended = true
    this.#lf = -1
    this.#cr = -1
    this.#quote = -1
  }

  /** The next whole record, or `null` until more text is pushed. */
  read(): string[] | null {
    const start = this.#at
    if (start >= this.#text.length) return null
    const stop = this.#lineEnd(start)
    if (stop === -1) return this.#wait()
    if (this.#quote < start) this.#quote = find(this.#text, '"', start)
    this.multiline = false
    this.quoted = this.#quote < stop
    if (!this.quoted) {
      const cells = this.#text.slice(start, stop).split(this.#delimiter)
      this.#at = this.#passLineEnd(stop)
      return cells
    }
    const read = this.#readCells(start)
    if (read === null) return this.#wait()
    this.#at = this.#passLineEnd(read.stop)
    return read.cells
  }

  #wait(): null {
    if (this.#text.length - this.#at > this.#maxLength) throw new RecordTooLongError()
    return null
  }

  /** Index of the next line break, the end of all text, or -1 while that cannot be told. */
  #lineEnd(from: number): number {
    if (this.#lf < from) this.#lf = find(this.#text, '\n', from)
    if (this.#cr < from) this.#cr = find(this.#text, '\r', from)
    const end = Math.min(this.#lf, this.#cr)
    if (end === NONE) return this.#ended ? this.#text.length : -1
    if (end === this.#text.length - 1 && end === this.#cr && !this.#ended) return -1
    return end
  }

  #passLineEnd(end: number): number {
    if (end >= this.#text.length) return end
    if (this.#text[end] === '\n') {
      this.newlines.lf++
      return end + 1
    }
    if (this.#text[end + 1] === '\n') {
      this.newlines.crlf++
      return end + 2
    }
    this.newlines.cr++
    return end + 1
  }

  #readCells(start: number): { cells: string[]; stop: number } | null {
    const cells: string[] = []
    let at = start
    for (;;) {
      const quoted = this.#readQuoted(at, cells.length)
      if (quoted === 'wait') return null
      const field = quoted === 'broken' ? this.#readPlain(at) : quoted
      if (field === null) return null
      cells.push(field.value)
      if (this.#text[field.next] !== this.#delimiter) return { cells, stop: field.next }
      at = field.next + 1
    }
  }

  #readPlain(at: number): { value: string; next: number } | null {
    const stop = this.#lineEnd(at)
    if (stop === -1) return null
    const delimiter = this.#text.indexOf(this.#delimiter, at)
    const next = delimiter === -1 || delimiter > stop ? stop : delimiter
    return { value: this.#text.slice(at, next), next }
  }

  /** A quoted cell; `broken` when there is none or its quote never closes. */
  #readQuoted(at: number, cellsBefore: number): Field {
    const open = this.#skipSpaces(at)
    if (this.#text[open] !== '"') return 'broken'
    let loose = 0
    let from = open + 1
    for (;;) {
      const close = this.#text.indexOf('"', from)
      if (close === -1) return this.#giveUp(open)
      if (this.#text[close + 1] === '"') {
        from = close + 2
        continue
      }
      const next = this.#skipSpaces(close + 1)
      const after = this.#text[next]
      if (after === undefined && !this.#ended) return this.#giveUp(open)
      if (after === undefined || after === this.#delimiter || after === '\n' || after === '\r') {
        const value = this.#text.slice(open + 1, close).replaceAll('""', '"')
        if (this.#hidesRows(value, cellsBefore, loose > 0)) return this.#break()
        this.faults.looseQuotes += loose + (next > close + 1 ? 1 : 0)
        return { value, next }
      }
      if (++loose > MOST_LOOSE_QUOTES) return this.#break()
      from = close + 1
    }
  }

  #giveUp(open: number): Field {
    const tooLong = this.#text.length - open > this.#maxLength / 2
    return this.#ended || tooLong ? this.#break() : 'wait'
  }

  #break(): Field {
    this.faults.brokenQuotes++
    return 'broken'
  }

  /** Whole rows inside one cell are the sign of a quote that was never closed. */
  #hidesRows(value: string, cellsBefore: number, loose: boolean): boolean {
    if (!LINE_BREAK.test(value)) return false
    this.multiline = true
    if (this.#width < 3) return false
    const lines = value.split(LINE_BREAK, 8).map((line) => line.split(this.#delimiter).length)
    const first = lines[0] ?? 0
    if (loose && first > 1 && cellsBefore + first === this.#width) return true
    return lines.slice(1, -1).some((cells) => cells === this.#width)
  }

  #skipSpaces(at: number): number {
    let index = at
    while (this.#text[index] === ' ') index++
    return index
  }
}

function find(text: string, character: string, from: number): number {
  const index = text.indexOf(character, from)
  return index === -1 ? NONE : index
}

/** Up to `count` records from the start of a text, for looking at it. */
export function sampleRecords(
  text: string,
  options: { delimiter: string; complete: boolean; count: number; width?: number },
): { records: string[][]; multiline: boolean[] } {
  const reader = new RecordReader({ delimiter: options.delimiter, maxLength: NONE, width: options.width })
  reader.push(text)
  if (options.complete) reader.end()
  const records: string[][] = []
  const multiline: boolean[] = []
  while (records.length < options.count) {
    const record = reader.read()
    if (record === null) break
    records.push(record)
    multiline.push(reader.multiline)
  }
  return { records, multiline }
}
