import { writeZip } from './zip-writer.ts'

export type SheetCell = string | number | null | { readonly raw: string }

export interface WrittenSheet {
  readonly name: string
  readonly rows: readonly (readonly SheetCell[])[]
  readonly hidden?: boolean
  /** Extra XML after the rows: merged cells. */
  readonly after?: string
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

/** A small workbook; style 1 is a day, style 2 a day with time; `raw` cells are written as given. */
export function writeXlsx(
  sheets: readonly WrittenSheet[],
  options: { base1904?: boolean; savedAt?: string } = {},
): Buffer {
  const shared: string[] = []
  const parts = sheets.map((sheet, index) => ({
    name: `xl/worksheets/sheet${index + 1}.xml`,
    content: `${HEAD}<worksheet ${MAIN}><sheetData>${sheet.rows.map((row, at) => writeRow(row, at + 1, shared)).join('')}</sheetData>${sheet.after ?? ''}</worksheet>`,
  }))
  const listed = sheets.map(
    ({ name, hidden }, index) =>
      `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
  )
  const links = sheets.map(
    (_, index) => `<Relationship Id="rId${index + 1}" Type="x" Target="worksheets/sheet${index + 1}.xml"/>`,
  )
  return writeZip([
    { name: '[Content_Types].xml', content: `${HEAD}<Types/>` },
    {
      name: 'xl/workbook.xml',
      content: `${HEAD}<workbook ${MAIN} ${LINKS}><workbookPr${options.base1904 ? ' date1904="1"' : ''}/><sheets>${listed.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${HEAD}<Relationships>${links.join('')}</Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      content: `${HEAD}<styleSheet ${MAIN}><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `${HEAD}<sst ${MAIN}>${shared.map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join('')}</sst>`,
    },
    ...(options.savedAt === undefined
      ? []
      : [
          {
            name: 'docProps/core.xml',
            content: `${HEAD}<cp:coreProperties xmlns:cp="x" xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:created>2006-09-16T00:00:00Z</dcterms:created><dcterms:modified>${options.savedAt}</dcterms:modified></cp:coreProperties>`,
          },
        ]),
    ...parts,
  ])
}

function writeRow(row: readonly SheetCell[], number: number, shared: string[]): string {
  const cells = row.map((cell, index) => {
    if (cell === null) return ''
    const reference = `${columnName(index)}${number}`
    if (typeof cell === 'object') return cell.raw.replace('<c', `<c r="${reference}"`)
    if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`
    return `<c r="${reference}" t="s"><v>${shared.push(cell) - 1}</v></c>`
  })
  return `<row r="${number}">${cells.join('')}</row>`
}

function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
