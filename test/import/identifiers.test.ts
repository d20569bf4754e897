import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { writeXlsx } from '../hostile/xlsx-writer.ts'
import { writeZip } from '../hostile/zip-writer.ts'
import { everyByte } from '../support/every-byte.ts'
import { openProject } from '../support/open-project.ts'
import { PLANTED, rawInstalls } from './appsflyer-file.ts'
import { metaFile } from './meta-file.ts'

const rows = ['2026-04-01', '2026-04-02'].map((day) => ({ day, source: 'unityads_int' }))
const plain = rawInstalls(rows)
const cells = plain
  .trim()
  .split('\n')
  .map((line) => line.split(','))

test.each([
  ['raw.csv', plain],
  ['broken-quotes.csv', plain.replace(',C,ios', ',"C,ios')],
  ['inner-quotes.csv', plain.replace(',C,ios', ',"C "x" y",ios')],
  ['ragged.csv', `${plain}click,2026-04-03 10:00:00\n`],
  ['unreadable-day.csv', plain.replace('2026-04-01 11:30:00', 'yesterday')],
  ['utf-16.csv', Buffer.from(`\uFEFF${plain}`, 'utf16le')],
  ['raw.xlsx', writeXlsx([{ name: 'Raw', rows: cells }])],
  [
    'two.zip',
    writeZip([
      { name: 'raw.csv', content: plain },
      { name: 'other.csv', content: 'Day,Impressions,Secret\n2026-04-01,5,person-4711-secret\n' },
    ]),
  ],
] as const)('no identifier of a person or device stays in the project: %s', async (name, content) => {
  const project = await openProject()
  try {
    const file = join(project.folder.path, name)
    writeFileSync(file, content)
    const [report] = await project.importFiles([file])
    expect(report).toMatchObject({ status: 'stored', layout: 'raw-installs' })
    expect(report?.rows.stored).toBeGreaterThanOrEqual(1)
    await project.query({ metrics: 'installs', by: 'network,campaign' })
    await project.project.close()
    const kept = everyByte(join(project.folder.path, '.permille'))
    expect(kept.some(({ bytes }) => bytes.includes('unityads_int'))).toBe(true)
    const found = kept.flatMap(({ path, bytes }) =>
      Object.values(PLANTED)
        .filter(
          (identifier) => bytes.includes(identifier) || bytes.includes(Buffer.from(identifier, 'utf16le')),
        )
        .map((identifier) => `${identifier} in ${path.slice(project.folder.path.length)}`),
    )
    expect(found).toEqual([])
  } finally {
    project.folder.remove()
  }
})

test('an archive with identifiers is kept without them, and replayed', async () => {
  const project = await openProject()
  try {
    const file = join(project.folder.path, 'two.zip')
    writeFileSync(
      file,
      writeZip([
        { name: 'logs/raw.csv', content: plain },
        { name: 'logs/later.csv', content: plain.replaceAll('2026-04-0', '2026-05-0') },
        {
          name: 'meta-ios.csv',
          content: metaFile([{ day: '2026-04-01', campaign: 'A', impressions: 5, installs: 1 }]),
        },
        { name: 'other.csv', content: 'Day,Impressions,Secret\n2026-04-01,5,person-4711-secret\n' },
      ]),
    )
    const reports = await project.importFiles([file])
    expect(reports.map(({ status }) => status)).toEqual(['stored', 'stored', 'stored', 'needs_mapping'])
    expect(JSON.stringify(reports)).not.toContain('original_not_kept')
    const replayed = await project.ask('replay', {})
    expect(replayed).toMatchObject({ same: true })
    expect(JSON.stringify(replayed)).not.toContain('original_missing')
    // One text that is not what the original says, all numbers as they were.
    await project.project.own.warehouse.transaction(async (session) => {
      const { columns } = await session.query('SELECT * FROM member LIMIT 1')
      const names = columns.map((name) =>
        name === 'campaign' ? "upper('changed') AS campaign" : `"${name}"`,
      )
      const changed = await session.step('changed', `SELECT ${names.join(', ')} FROM member`)
      await session.refillTable('member', columns, [`SELECT * FROM ${changed}`])
    })
    expect(await project.ask('replay', {})).toMatchObject({ same: false })
  } finally {
    await project.project.close()
    project.folder.remove()
  }
})

test('no identifier stays of a raw log in Parquet, and it can be read again', async () => {
  const project = await openProject()
  try {
    const csv = join(project.folder.path, 'raw.csv')
    const file = join(project.folder.path, 'raw.parquet')
    writeFileSync(csv, plain)
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await connection.run(
      `COPY (SELECT * FROM read_csv('${csv}', all_varchar = true)) TO '${file}' (FORMAT parquet)`,
    )
    connection.closeSync()
    instance.closeSync()
    const [report] = await project.importFiles([file])
    expect(report).toMatchObject({ status: 'stored', layout: 'raw-installs', rows: { stored: 2 } })
    expect(await project.ask('replay')).toMatchObject({ same: true })
    await project.project.close()
    const kept = everyByte(join(project.folder.path, '.permille'))
    for (const identifier of Object.values(PLANTED))
      expect(kept.filter(({ bytes }) => bytes.includes(identifier))).toEqual([])
  } finally {
    project.folder.remove()
  }
})

const OTHER = 'Время,Кампания,Показы,Устройство\n2026-05-01,Лето,70,device-8\n'

/** Text as Windows-1251 has it, its letters of the Russian alphabet only. */
const cyrillic = (text: string) =>
  Buffer.from(
    [...text].map((letter) =>
      letter >= 'А' && letter <= 'я' ? letter.charCodeAt(0) - 0x350 : letter.charCodeAt(0),
    ),
  )

test.each([
  ['лог.csv', (log: Buffer) => log],
  [
    'логи.zip',
    (log: Buffer) =>
      writeZip([
        { name: 'a.csv', content: log },
        { name: 'b.csv', content: cyrillic(OTHER) },
      ]),
  ],
] as const)(
  'a file whose encoding was said is read again as it was, identifiers hidden or not: %s',
  async (name, wrap) => {
    const project = await openProject()
    try {
      const log = cyrillic('Время,Кампания,Показы,Устройство\n2026-04-01,Весна,100,device-7\n')
      const file = join(project.folder.path, name)
      writeFileSync(file, wrap(log))
      const reports = await project.importFiles([file], {
        source: 'own',
        encoding: 'windows-1251',
        map: ['day=Время', 'campaign=Кампания', 'impressions=Показы', 'device_key=Устройство'],
      })
      expect(reports[0]).toMatchObject({ status: 'stored', rows: { stored: 1 } })
      expect((await project.query({ metrics: 'impressions', by: 'campaign' })).rows[0]).toMatchObject({
        campaign: 'Весна',
      })
      const replayed = await project.ask('replay')
      expect(JSON.stringify(replayed)).not.toContain('refused')
      expect(replayed).toMatchObject({ same: true })
    } finally {
      await project.project.close()
      project.folder.remove()
    }
  },
)
