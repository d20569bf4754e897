import type { HostileCase } from './hostile-case.ts'
import { csv, HEADER, READ, ROWS, utf16be, windows1252 } from './plain-table.ts'

const BOM = '\uFEFF'
const german = csv({
  delimiter: ';',
  rows: ROWS.map(([day, name, impressions, clicks, spend]) => [
    day.split('-').reverse().join('.'),
    name,
    Number(impressions).toLocaleString('de-DE'),
    clicks,
    spend.replace('.', ','),
  ]),
})

function text(
  name: string,
  content: string | Buffer,
  expect: HostileCase['expect'],
  encoding?: string,
): HostileCase {
  return { name, content: Buffer.from(content), expect, ...(encoding === undefined ? {} : { encoding }) }
}

/** Encodings, delimiters and line ends. */
export const ENCODING_CASES: readonly HostileCase[] = [
  text('plain.csv', csv(), { ...READ, headers: HEADER }),
  text('bom.csv', BOM + csv(), { ...READ, headers: HEADER }),
  text('bom-twice.csv', BOM + BOM + csv(), { ...READ, headers: HEADER }),
  text('utf16le-bom-tabs.csv', Buffer.from(BOM + csv({ delimiter: '\t', newline: '\r\n' }), 'utf16le'), READ),
  text('utf16be-bom.csv', utf16be(BOM + csv()), READ),
  text('utf16le-no-bom.csv', Buffer.from(csv(), 'utf16le'), READ),
  text('utf16be-no-bom.csv', utf16be(csv({ delimiter: ';' })), READ),
  text('utf16le-odd-byte.csv', Buffer.concat([Buffer.from(BOM + csv(), 'utf16le'), Buffer.from([0x41])]), {
    ...READ,
    footer: 1,
    problems: ['unreadable_characters'],
  }),
  text('windows-1252.csv', windows1252(csv()), { ...READ, problems: ['assumed_encoding'] }),
  text(
    'shift-jis.csv',
    Buffer.concat([
      Buffer.from('Day,'),
      Buffer.from([0x83, 0x4c, 0x83, 0x83]),
      Buffer.from(',Clicks\n2026-11-01,A,5\n'),
    ]),
    { rows: 1, headers: ['Day', 'キャ', 'Clicks'] },
    'shift_jis',
  ),
  text(
    'gb18030.csv',
    Buffer.concat([Buffer.from('Day,'), Buffer.from([0xc4, 0xe3]), Buffer.from(',Clicks\n2026-11-01,A,5\n')]),
    { rows: 1, headers: ['Day', '你', 'Clicks'] },
    'gb18030',
  ),
  text('unknown-encoding.csv', csv(), { refused: /no such encoding/ }, 'klingon-8'),
  text('tabs.tsv', csv({ delimiter: '\t' }), READ),
  text('semicolons.csv', csv({ delimiter: ';' }), READ),
  text('pipes.txt', csv({ delimiter: '|' }), READ),
  text('excel-sep-line.csv', `sep=;\r\n${csv({ delimiter: ';', newline: '\r\n' })}`, {
    ...READ,
    preamble: 0,
  }),
  text('decimal-commas.csv', german, READ),
  text(
    'french-spaces.csv',
    csv({ delimiter: ';', rows: [['01/08/2026', 'A', '1\u202f234', '12', '1\u00a0234,56']] }),
    { rows: 1, totals: { Impressions: 1234, Spend: 1234.56 } },
  ),
  text('crlf.csv', csv({ newline: '\r\n' }), READ),
  text('cr-only.csv', csv({ newline: '\r' }), READ),
  text(
    'mixed-line-ends.csv',
    csv().replace('Plain,3000,60,12.25\n', 'Plain,3000,60,12.25\r\n').replace('8.25\n', '8.25\r'),
    READ,
  ),
  text('no-last-newline.csv', csv().trimEnd(), READ),
  text(
    'names-with-pipes.csv',
    csv({
      rows: [
        ['2026-11-01', 'US | iOS | Banner', '1', '2', '3'],
        ['2026-11-02', 'US | iOS | Video', '1', '2', '3'],
      ],
    }),
    { rows: 2, totals: { Impressions: 2 } },
  ),
]

/** Shapes: what stands above, below, between and inside the rows. */
export const SHAPE_CASES: readonly HostileCase[] = [
  text('google-preamble.csv', csv({ before: ['Ad report', '"November 1, 2026 - November 4, 2026"'] }), {
    ...READ,
    preamble: 2,
  }),
  text(
    'padded-preamble.csv',
    csv({ before: ['Ad report,,,,', '"November 1, 2026 - November 4, 2026",,,,', ''] }),
    { ...READ, preamble: 2 },
  ),
  text(
    'apple-preamble.csv',
    csv({ before: ['Start Date,2026-11-01', 'End Date,2026-11-04', 'Currency,USD', 'Time Zone,UTC', ''] }),
    { ...READ, preamble: 4 },
  ),
  text('preamble-with-line-break.csv', csv({ before: ['"Report\nof November"', ''] }), {
    ...READ,
    preamble: 1,
  }),
  text(
    'header-with-line-break.csv',
    csv({ header: ['Day', 'Campaign\nname', 'Impressions', 'Clicks', 'Spend'] }),
    { ...READ, headers: ['Day', 'Campaign name'] },
  ),
  text('total-first.csv', csv({ rows: [['', '', '10000', '200', '45.50'], ...ROWS] }), {
    rows: 5,
    totals: { Impressions: 20_000 },
  }),
  text(
    'total-first-and-last.csv',
    csv({ rows: [['Total', '', '10000', '200', '45.50'], ...ROWS, ['Total', '', '10000', '200', '45.50']] }),
    { rows: 6, totals: { Impressions: 30_000 } },
  ),
  text('total-last.csv', csv({ rows: [...ROWS, ['Total: Account', '--', '10000', '200', '45.50']] }), {
    rows: 5,
    footer: 0,
    totals: { Clicks: 400 },
  }),
  text(
    'total-in-the-middle.csv',
    csv({ rows: [...ROWS.slice(0, 2), ['Subtotal', '', '7000', '140', '32.25'], ...ROWS.slice(2)] }),
    { rows: 5 },
  ),
  text('total-unpadded.csv', `${csv()}Total,10000\n`, { rows: 5, problems: ['short_rows'] }),
  text('footer.csv', csv({ after: ['', 'Exported by someone', 'Confidential'] }), { ...READ, footer: 2 }),
  text(
    'footer-after-total.csv',
    csv({
      rows: [...ROWS, ['Total', '', '10000', '200', '45.50']],
      after: ['Report generated on 5 November'],
    }),
    { rows: 5, footer: 1 },
  ),
  text('trailing-commas.csv', csv().replaceAll('\n', ',\n'), READ),
  text('trailing-commas-rows-only.csv', csv().replaceAll(/(\d)\n/g, '$1,,\n'), READ),
  text('excel-empty-rows.csv', `${csv()},,,,\n,,,,\n`, READ),
  text('blank-lines-between.csv', csv({ newline: '\n\n' }), READ),
  text('blank-lines-before.csv', `\n\n\n${csv()}`, READ),
  text('spaces-only-lines.csv', csv({ newline: '\n   \n' }), READ),
  text('repeated-header.csv', csv() + csv(), {
    rows: 8,
    totals: { Impressions: 20_000 },
    problems: ['repeated_header_rows'],
  }),
  text('duplicate-headers.csv', csv({ header: ['Day', 'Campaign', 'Installs', 'installs', 'Installs'] }), {
    rows: 4,
    headers: ['Day', 'Campaign', 'Installs', 'installs (2)', 'Installs (3)'],
    problems: ['repeated_headers'],
  }),
  text('unnamed-column.csv', csv({ header: ['', 'Campaign', 'Impressions', 'Clicks', 'Spend'] }), {
    ...READ,
    headers: ['column 1'],
    problems: ['unnamed_columns'],
  }),
  text('ragged-short.csv', `${csv()}2026-11-05,Cut\n`, { ...READ, rows: 5, problems: ['short_rows'] }),
  text('ragged-long.csv', csv().replace('Plain', 'Plain, unquoted'), { rows: 4, problems: ['long_rows'] }),
  text(
    'quoted-line-breaks.csv',
    csv({ rows: [['2026-11-01', 'Line one\nline two\r\nline three', '4000', '80', '20'], ...ROWS.slice(1)] }),
    { rows: 4, totals: { Impressions: 10_000 } },
  ),
  text(
    'everything-quoted.csv',
    csv().replaceAll(/^(.*)$/gm, (line) =>
      line.includes('"')
        ? line
        : line
            .split(',')
            .map((cell) => `"${cell}"`)
            .join(','),
    ),
    { rows: 4 },
  ),
  text('unbalanced-quote.csv', csv().replace('Plain', '"Plain'), { ...READ, problems: ['broken_quotes'] }),
  text('unbalanced-quote-last.csv', csv().replace('Last', '"Last'), { ...READ, problems: ['broken_quotes'] }),
  text('every-quote-open.csv', `Day,Name,Clicks\n${'2026-11-01,"A,1\n'.repeat(200_000)}`, {
    rows: 200_000,
    totals: { Clicks: 200_000 },
    problems: ['broken_quotes'],
  }),
  text('inch-marks.csv', csv().replace('Plain', 'TV 55" wide'), READ),
  text('inner-quotes.csv', csv().replace('Plain', '"He said "hi" twice"'), READ),
  text('space-before-quote.csv', csv().replace('Plain', ' "Plain"'), READ),
  text('nul-bytes.csv', csv().replace('Plain', 'Pl\0ain'), { ...READ, problems: ['nul_characters'] }),
  text('header-only.csv', `${HEADER.join(',')}\n`, { rows: 0, problems: ['no_rows'] }),
  text('header-only-no-newline.csv', HEADER.join(','), { rows: 0, problems: ['no_rows'] }),
  text(
    'wide.csv',
    `${Array.from({ length: 2000 }, (_, index) => `c${index}`).join(',')}\n${Array.from({ length: 2000 }, () => '1').join(',')}\n`,
    { rows: 1, totals: { c1999: 1 } },
  ),
  text('text-only-dictionary.csv', 'id,name,kind\na,Alpha,x\nb,Beta,y\n', {
    rows: 2,
    headers: ['id', 'name', 'kind'],
  }),
]

const numbers = (cells: readonly string[]) => csv({ rows: [cells, ...ROWS.slice(1)] })

/** Values no honest export has, or that a spreadsheet spoiled. */
export const VALUE_CASES: readonly HostileCase[] = [
  text('formulas.csv', numbers(['2026-11-01', '=1+1', '4000', '80', '@SUM(A1)']), {
    rows: 4,
    totals: { Impressions: 10_000, Spend: 25.5 },
  }),
  text('ref-errors.csv', numbers(['#REF!', '#NAME?', '4000', '#DIV/0!', '20']), {
    rows: 4,
    totals: { Impressions: 10_000, Clicks: 120 },
  }),
  text(
    'scientific-ids.csv',
    csv({
      header: ['Day', 'Campaign id', 'Impressions', 'Clicks', 'Spend'],
      rows: [['2026-11-01', '1.2E+17', '1', '1', '1']],
    }),
    { rows: 1 },
  ),
  text('negative-impressions.csv', numbers(['2026-11-01', 'A', '-4000', '80', '20']), {
    rows: 4,
    totals: { Impressions: 2000 },
  }),
  text('more-clicks-than-impressions.csv', numbers(['2026-11-01', 'A', '1', '80000', '20']), {
    rows: 4,
    totals: { Impressions: 6001, Clicks: 80_120 },
  }),
  text('huge-number.csv', numbers(['2026-11-01', 'A', '1e300', '80', '20']), {
    rows: 4,
    totals: { Impressions: 1e300 },
  }),
  text('impossible-date.csv', numbers(['31/02/2026', 'A', '4000', '80', '20']), READ),
  text('two-digit-years.csv', csv({ rows: [['4/29/19', 'A', '1', '1', '1']] }), { rows: 1 }),
  text('ambiguous-dates.csv', csv({ rows: [['01/02/2026', 'A', '1', '1', '1']] }), { rows: 1 }),
  text('thousands.csv', numbers(['2026-11-01', 'A', '4,000', '80', '$20.00']), READ),
  text('withheld.csv', numbers(['2026-11-01', 'A', '<10', '--', 'N/A']), {
    rows: 4,
    totals: { Impressions: 6000, Clicks: 120, Spend: 25.5 },
  }),
  text('unicode-minus.csv', numbers(['2026-11-01', 'A', '−4000', '80', '(20.00)']), {
    rows: 4,
    totals: { Impressions: 2000, Spend: 5.5 },
  }),
]

/** Text files that are no tables. */
export const NO_TABLE_CASES: readonly HostileCase[] = [
  text('empty.csv', '', { refused: /is empty/ }),
  text('whitespace.csv', ' \n\n \t \n', { refused: /nothing but blank lines/ }),
  text('bom-only.csv', BOM, { refused: /is empty|nothing/ }),
  text('one-column.csv', 'Name\nAlpha\nBeta\n', { refused: /only one column/ }),
  text(
    'ten-thousand-columns.csv',
    `${Array.from({ length: 10_000 }, (_, index) => `c${index}`).join(',')}\n`,
    { refused: /10000 columns/ },
  ),
  text(
    'forty-thousand-columns.csv',
    `${Array.from({ length: 40_000 }, (_, index) => `c${index}`).join(',')}\n${'1,'.repeat(39_999)}1\n`,
    { refused: /40000 columns/ },
  ),
  text('one-line-of-5-mb.csv', 'x'.repeat(5 * 2 ** 20), { refused: /only one column|line longer/ }),
  text('one-line-of-20-mb.csv', `a,b\n1,${'x'.repeat(20 * 2 ** 20)}`, { refused: /line longer/ }),
  text('no-header.csv', '2026-11-01,A,100\n2026-11-02,B,200\n', { refused: /no header/ }),
  text('prose.txt', 'Hello team,\nplease find the numbers attached, as discussed yesterday in our call.\n', {
    refused: /message, not a report/,
  }),
  text(
    'appsflyer-limit.csv',
    "You've reached your maximum number of in-app event reports that can be downloaded today for this app.",
    { refused: /message, not a report/ },
  ),
  text('sign-in-page.csv', '<!DOCTYPE html>\n<html><head><title>Sign in, please</title></head></html>', {
    refused: /web page/,
  }),
  text(
    'excel-html-table.xls',
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>Day</td></tr></table></html>',
    { refused: /web page/ },
  ),
  text('spreadsheet.xml', '<?xml version="1.0"?>\n<Workbook><Row a="1,2"/></Workbook>', { refused: /XML/ }),
  text(
    'random-bytes.csv',
    Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919 + (index >> 3)) % 256)),
    { refused: /binary data/ },
  ),
]

export const TEXT_CASES: readonly HostileCase[] = [
  ...ENCODING_CASES,
  ...SHAPE_CASES,
  ...VALUE_CASES,
  ...NO_TABLE_CASES,
]
