import { gzipSync } from 'node:zlib'
import type { HostileCase } from './hostile-case.ts'
import { csv, HEADER, READ, ROWS } from './plain-table.ts'
import { type SheetCell, writeXlsx } from './xlsx-writer.ts'
import { writeZip } from './zip-writer.ts'

const table = Buffer.from(csv())
const random = Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * index * 31 + index) % 256))
const long = csv({
  rows: Array.from({ length: 5000 }, (_, index) => [
    '2026-11-01',
    `Campaign ${index * 7919}`,
    `${index}`,
    '1',
    '2',
  ]),
})
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), random])
const ole2 = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1016)])

const sheetRows: SheetCell[][] = [
  [...HEADER],
  ...ROWS.map(([, name, impressions, clicks, spend], index): SheetCell[] => [
    { raw: `<c s="1"><v>${46327 + index}</v></c>` },
    name,
    Number(impressions),
    Number(clicks),
    Number(spend),
  ]),
]
const workbook = writeXlsx([{ name: 'Report', rows: sheetRows }])

function file(name: string, content: Buffer, expect: HostileCase['expect']): HostileCase {
  return { name, content, expect }
}

/** Archives, honest and not. */
export const ARCHIVE_CASES: readonly HostileCase[] = [
  file('report.csv.gz', gzipSync(table), READ),
  file('gzip-called.csv', gzipSync(table), READ),
  file(
    'two-gzip-members.csv.gz',
    Buffer.concat([gzipSync(table), gzipSync(csv({ header: ROWS[0] }).split('\n').slice(1).join('\n'))]),
    { rows: 8 },
  ),
  file('truncated.csv.gz', gzipSync(long).subarray(0, 4000), {
    refused: /cut off/,
  }),
  file('damaged.csv.gz', Buffer.concat([gzipSync(table).subarray(0, 20), Buffer.alloc(60, 0xff)]), {
    refused: /damaged|cut off/,
  }),
  file('empty.csv.gz', gzipSync(''), { refused: /is empty/ }),
  file('gzip-in-gzip.csv.gz', gzipSync(gzipSync(table)), { refused: /inside an archive/ }),
  file('gzip-bomb.csv.gz', gzipSync(Buffer.alloc(80 * 2 ** 20, 'a,b\n'), { level: 9 }), {
    refused: /times its size/,
  }),
  file('report.zip', writeZip([{ name: 'report.csv', content: table }]), READ),
  file(
    'three-members.zip',
    writeZip([
      { name: 'a.csv', content: table },
      { name: 'sub/b.tsv', content: csv({ delimiter: '\t' }) },
      { name: '__MACOSX/._a.csv', content: 'x' },
      { name: 'c.csv', content: table },
    ]),
    { ...READ, tables: 3 },
  ),
  file(
    'with-read-me.zip',
    writeZip([
      { name: 'logo.png', content: png },
      { name: 'report.csv', content: table },
    ]),
    { ...READ, problems: ['skipped_member'] },
  ),
  file('workbook-in-zip.zip', writeZip([{ name: 'report.xlsx', content: workbook }]), READ),
  file('traversal.zip', writeZip([{ name: '../../etc/passwd', content: table }]), {
    refused: /outside its own folder/,
  }),
  file('absolute.zip', writeZip([{ name: '/tmp/evil.csv', content: table }]), {
    refused: /outside its own folder/,
  }),
  file('bomb.zip', writeZip([{ name: 'bomb.csv', content: Buffer.alloc(80 * 2 ** 20, 'a,b\n') }]), {
    refused: /times its size/,
  }),
  file(
    'nested.zip',
    writeZip([{ name: 'inner.zip', content: writeZip([{ name: 'a.csv', content: table }]) }]),
    { refused: /inside an archive/ },
  ),
  file('locked.zip', writeZip([{ name: 'a.csv', content: table, encrypted: true }]), { refused: /password/ }),
  file('truncated.zip', writeZip([{ name: 'a.csv', content: table }]).subarray(0, 150), {
    refused: /cut off/,
  }),
  file('empty.zip', writeZip([]), { refused: /without files/ }),
  file(
    'too-many-members.zip',
    writeZip(Array.from({ length: 300 }, (_, index) => ({ name: `${index}.csv`, content: 'a,b\n' }))),
    { refused: /more than 200 files/ },
  ),
  file('document.docx', writeZip([{ name: 'word/document.xml', content: '<w/>' }]), { refused: /Word/ }),
  file(
    'sheet.ods',
    writeZip([
      { name: 'content.xml', content: '<x/>' },
      { name: 'META-INF/manifest.xml', content: '<x/>' },
    ]),
    { refused: /OpenDocument/ },
  ),
  file('binary.xlsb', writeZip([{ name: 'xl/workbook.bin', content: 'x' }]), { refused: /xlsb/ }),
]

/** Workbooks. */
export const WORKBOOK_CASES: readonly HostileCase[] = [
  file('report.xlsx', workbook, READ),
  file('workbook-called.csv', workbook, READ),
  file(
    'preamble.xlsx',
    writeXlsx([
      {
        name: 'Report',
        rows: [['Ad report'], [], ['Currency', 'USD'], ...sheetRows],
        after: '<mergeCells><mergeCell ref="A1:E1"/></mergeCells>',
      },
    ]),
    { ...READ, preamble: 2 },
  ),
  file(
    'two-sheets.xlsx',
    writeXlsx([
      { name: 'A', rows: sheetRows },
      { name: 'Empty', rows: [] },
      { name: 'B', rows: sheetRows },
      { name: 'Secret', rows: sheetRows, hidden: true },
    ]),
    { ...READ, tables: 2 },
  ),
  file(
    'cover-sheet.xlsx',
    writeXlsx([
      { name: 'About', rows: [['This report was made for you']] },
      { name: 'Data', rows: sheetRows },
    ]),
    { ...READ, problems: ['skipped_sheet'] },
  ),
  file(
    'inline-and-formulas.xlsx',
    writeXlsx([
      {
        name: 'S',
        rows: [
          ['Day', 'Name', 'Clicks'],
          [
            { raw: '<c s="2"><v>46327.5</v></c>' },
            { raw: '<c t="inlineStr"><is><r><t>In</t></r><r><t>line</t></r></is></c>' },
            { raw: '<c><f>1+1</f><v>2</v></c>' },
          ],
          [
            { raw: '<c t="str"><f>A1</f><v>2026-11-02</v></c>' },
            { raw: '<c t="b"><v>1</v></c>' },
            { raw: '<c t="e"><v>#REF!</v></c>' },
          ],
        ],
      },
    ]),
    { rows: 2, totals: { Clicks: 2 } },
  ),
  file('date-1904.xlsx', writeXlsx([{ name: 'S', rows: sheetRows }], { base1904: true }), READ),
  file(
    'sparse.xlsx',
    writeXlsx([
      { name: 'S', rows: [['Day', 'Name', 'Clicks'], ['2026-11-01', null, 3], [], ['2026-11-02', 'B', 4]] },
    ]),
    { rows: 2, totals: { Clicks: 7 } },
  ),
  file(
    'long-ids.xlsx',
    writeXlsx([
      {
        name: 'S',
        rows: [
          ['Ad id', 'Clicks'],
          [{ raw: '<c><v>1.2345678901234568E+17</v></c>' }, 0.1],
          ['x', { raw: '<c><v>0.30000000000000004</v></c>' }],
        ],
      },
    ]),
    { rows: 2, totals: { Clicks: 0.4 } },
  ),
  file('empty.xlsx', writeXlsx([{ name: 'S', rows: [] }]), { refused: /without any filled cell/ }),
  file('no-sheets.xlsx', writeXlsx([]), { refused: /without readable sheets/ }),
  file('truncated.xlsx', workbook.subarray(0, workbook.length - 300), { refused: /cut off|damaged/ }),
  file('old-excel.xls', ole2, { refused: /old Excel/ }),
  file(
    'encrypted.xlsx',
    Buffer.concat([ole2, Buffer.from('EncryptedPackage', 'utf16le'), Buffer.alloc(64)]),
    { refused: /locked with a password/ },
  ),
]

/** Files of another kind under a table's name. */
export const FOREIGN_CASES: readonly HostileCase[] = [
  file('picture.csv', png, { refused: /PNG image/ }),
  file('photo.csv', Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), random]), { refused: /JPEG/ }),
  file('document.csv', Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj'), { refused: /PDF/ }),
  file('video.csv', Buffer.concat([Buffer.from('00000018667479706d703432', 'hex'), random]), {
    refused: /MP4/,
  }),
  file('packed.csv.zst', Buffer.concat([Buffer.from('28b52ffd', 'hex'), random]), { refused: /Zstandard/ }),
  file('packed.7z', Buffer.concat([Buffer.from('377abcaf271c', 'hex'), random]), { refused: /7-Zip/ }),
  file('database.csv', Buffer.concat([Buffer.from('SQLite format 3\0'), random]), { refused: /SQLite/ }),
  file('truncated.parquet', Buffer.concat([Buffer.from('PAR1'), random]), {
    refused: /Parquet file is missing/,
  }),
  file('tiny.parquet', Buffer.from('PAR1'), { refused: /Parquet file is missing/ }),
]
