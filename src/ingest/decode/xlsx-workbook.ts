import type { Entry } from 'yauzl'
import { refuse } from './refuse.ts'
import { readDateStyles } from './xlsx-styles.ts'
import { readXml } from './xml-events.ts'
import type { ZipArchive } from './zip-archive.ts'

const MOST_TEXT = 512 * 1024 * 1024

export interface Sheet {
  readonly name: string
  readonly entry: Entry
  readonly hidden: boolean
}

/** What the cells of every sheet refer to. */
export interface Workbook {
  readonly sheets: readonly Sheet[]
  readonly strings: readonly string[]
  readonly dateStyles: readonly boolean[]
  readonly base1904: boolean
  /** When it was last saved, as an instant; `null` where its properties do not say. */
  readonly savedAt: string | null
}

/** The sheets of a workbook, its shared texts and styles. */
export async function readWorkbook(archive: ZipArchive, signal?: AbortSignal): Promise<Workbook> {
  const listed: { name: string; relation: string; hidden: boolean }[] = []
  let base1904 = false
  const part = (name: string) => readPart(archive, name, signal)
  await readXml(part('xl/workbook.xml'), {
    open(name, attributes) {
      if (name === 'workbookPr') base1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const relation = Object.entries(attributes).find(([key]) => /(?:^|:)id$/.test(key) && key !== 'sheetId')
      const hidden = (attributes.state ?? 'visible') !== 'visible'
      listed.push({ name: attributes.name ?? '', relation: relation?.[1] ?? '', hidden })
    },
  })
  const targets = new Map<string, string>()
  await readXml(part('xl/_rels/workbook.xml.rels'), {
    open(name, attributes) {
      if (name === 'Relationship') targets.set(attributes.Id ?? '', attributes.Target ?? '')
    },
  })
  const sheets = listed.flatMap(({ name, relation, hidden }) => {
    const target = targets.get(relation) ?? ''
    const entry = archive.find(target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    return entry && /worksheets\//i.test(entry.fileName) ? [{ name, entry, hidden }] : []
  })
  return {
    sheets,
    strings: await readStrings(part('xl/sharedStrings.xml'), archive.name),
    dateStyles: await readDateStyles(part('xl/styles.xml')),
    base1904,
    savedAt: await readSaved(part('docProps/core.xml')),
  }
}

async function* readPart(archive: ZipArchive, name: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const entry = archive.find(name)
  if (entry) yield* archive.read(entry, signal)
}

async function readSaved(chunks: AsyncIterable<Buffer>): Promise<string | null> {
  let inModified = false
  let written = ''
  await readXml(chunks, {
    open(name) {
      inModified = /(?:^|:)modified$/.test(name)
    },
    text(text) {
      if (inModified && written.length < 40) written += text
    },
    close() {
      inModified = false
    },
  })
  const instant = Date.parse(written.trim())
  return Number.isNaN(instant) ? null : new Date(instant).toISOString()
}

async function readStrings(chunks: AsyncIterable<Buffer>, workbook: string): Promise<string[]> {
  const strings: string[] = []
  let current = ''
  let inText = false
  let phonetic = false
  let length = 0
  await readXml(chunks, {
    open(name) {
      if (name === 'si') current = ''
      else if (name === 'rPh') phonetic = true
      else if (name === 't') inText = !phonetic
    },
    text(text) {
      if (inText) current += text
    },
    close(name) {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'si') {
        length += current.length
        if (length > MOST_TEXT) {
          throw refuse(workbook, 'holds more text than a workbook can be read with', 'save the sheet as CSV')
        }
        strings.push(current)
      }
    },
  })
  return strings
}
