import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { addDays, countDays } from '#schema/day.ts'

const COHORTS = [
  'd0AdRevenue',
  'd7AdRevenue',
  'd0IapRevenue',
  'd7IapRevenue',
  'd7UniquePurchasers',
  'd7Retained',
]
const NUMBERS = ['starts', 'views', 'clicks', 'installs', 'spend', ...COHORTS]
const HEADER = [
  ...['timestamp', 'target id', 'target store id', 'target name', 'platform', 'campaign id', 'campaign name'],
  ...['creative pack id', 'creative pack name', 'creative pack type', 'country', ...NUMBERS],
].join(',')
const COUNTRIES = ['US', 'DE', 'FR', 'JP', 'BR', 'IN', 'GB', 'KR', 'MX', 'TR']

/** What a request of Unity's statistics asked for. */
export interface AskedReport {
  readonly organization: string
  readonly from: string
  readonly to: string
}

/** One day's rows without their day: creative packs by country, each of its own size. */
function linesOfDay(rows: number): readonly string[] {
  return Array.from({ length: rows }, (_, index) => {
    const pack = Math.floor(index / COUNTRIES.length)
    const views = 200 + ((index * 7919) % 9973)
    const installs = Math.round(views * (0.002 + (pack % 13) * 0.0007))
    return [
      ...['9001', '123456789', 'Puzzle Friends', 'ios', `65aa${pack % 40}`, `PZL iOS ${pack % 40}`],
      ...[`66bb${pack}`, `Concept ${pack}`, 'video+playable', COUNTRIES[index % COUNTRIES.length]],
      ...[views + 90, views, Math.round(views / 18), installs, (installs * 2.4).toFixed(2)],
      ...[1.5, 9.25, 2, 11.75, Math.round(installs / 9), Math.round(installs / 5)],
    ].join(',')
  })
}

/** What so many days of these lines add up to, as the source states it when it is asked for no breakdown. */
function totalOf(lines: readonly string[], days: number): string {
  const sums = NUMBERS.map(() => 0)
  for (const line of lines) {
    const own = line.split(',').slice(-NUMBERS.length)
    for (const [index, cell] of own.entries()) sums[index] = (sums[index] ?? 0) + Number(cell) * days
  }
  return sums.map((sum) => sum.toFixed(2)).join(',')
}

/** Serves Unity's statistics over HTTP on loopback, with so many rows a day; the host asked is the first part of the path. */
export async function serveUnity(
  rowsADay: number,
  onAsked: (asked: AskedReport) => void = () => {},
  onAnswered: () => void = () => {},
) {
  const lines = linesOfDay(rowsADay)
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://replay')
    const from = (searchParams.get('start') ?? '').slice(0, 10)
    const end = (searchParams.get('end') ?? '').slice(0, 10)
    response.on('close', onAnswered)
    onAsked({ organization: pathname.split('/')[6] ?? '', from, to: addDays(end, -1) })
    response.writeHead(200, { 'content-type': 'text/csv' })
    const days = countDays(from, end) - 1
    if (searchParams.get('scale') === 'summary') {
      const header = ['timestamp', ...NUMBERS].join(',')
      response.end(`${header}\n${from}T00:00:00.000Z,${totalOf(lines, days)}\n#__EOF__,rows=1,\n`)
      return
    }
    response.write(`${HEADER}\n`)
    for (let index = 0; index < days; index += 1) {
      const start = `${addDays(from, index)}T00:00:00.000Z,`
      response.write(`${lines.map((line) => start + line).join('\n')}\n`)
    }
    response.end(`#__EOF__,rows=${days * lines.length},\n`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: new URL(`http://127.0.0.1:${port}`), close: () => server.close() }
}
