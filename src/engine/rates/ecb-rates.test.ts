import { createServer } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { fetchPage } from '#net/fetch-page.ts'
import { type HttpClient, openHttp } from '#net/http-client.ts'
import { type OpenProject, openProject } from '../../../test/support/open-project.ts'
import { fetchEuroRates, readEuroRates } from './ecb-rates.ts'

/** As the bank writes it, shortened: Friday, and the Monday after. */
const TABLE = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<gesmes:subject>Reference rates</gesmes:subject><gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
<Cube><Cube time="2026-03-09"><Cube currency="USD" rate="1.25"/><Cube currency="JPY" rate="150"/></Cube>
<Cube time="2026-03-06"><Cube currency="USD" rate="1.20"/><Cube currency="JPY" rate="160"/></Cube></Cube></gesmes:Envelope>`
const SPEND = `Day,Creative,Shown,Cost,Currency
2026-03-06,Friday,1000,12,USD
2026-03-08,Sunday,1000,12,USD
2026-03-09,Monday,1000,15000,JPY
2026-03-09,Zloty,1000,40,PLN
2026-03-01,Early,1000,5,USD
`
const INPUT = {
  source: 'studio',
  map: { day: 'Day', creative: 'Creative', impressions: 'Shown', spend: 'Cost', currency: 'Currency' },
}

let project: OpenProject | null = null
let closing: (() => Promise<void>)[] = []
afterEach(async () => {
  await project?.remove()
  for (const close of closing) await close()
  project = null
  closing = []
})

/** Serves answers one after the other, the last one for good; a client that is sent there, and what was asked for. */
async function serve(
  ...answers: readonly { status?: number; body?: string | Buffer; location?: string }[]
): Promise<{ http: HttpClient; asked: string[] }> {
  const asked: string[] = []
  const own = createServer(({ url = '' }, response) => {
    const { status = 200, body = '', location } = answers[Math.min(asked.length, answers.length - 1)] ?? {}
    asked.push(url)
    response.writeHead(status, location === undefined ? {} : { location })
    response.end(body)
  })
  await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve))
  const address = own.address()
  const port = typeof address === 'object' ? address?.port : 0
  const http = openHttp({ replayAt: new URL(`http://127.0.0.1:${port}/`) })
  closing.push(async () => {
    await http.close()
    own.close()
  })
  return { http, asked }
}
const PAGE = 'https://rates.example.com/here'

test('money is converted by the rate of its day, or the last before it, by way of the euro', async () => {
  project = await openProject('name: rates\ncurrency: EUR\n')
  await project.importText('spend.csv', SPEND, INPUT)
  const { http, asked } = await serve({ body: TABLE })
  const ask = async () => {
    const answer = await project?.query({ metrics: 'spend', by: 'creative' })
    return {
      spend: Object.fromEntries((answer?.rows ?? []).map((row) => [row.creative, row.spend])),
      notes: answer?.notes.filter(({ code }) => code === 'no_currency_rate').map(({ message }) => message),
    }
  }
  expect((await ask()).spend).toEqual({ Friday: null, Sunday: null, Monday: null, Zloty: null, Early: null })
  await project.project.keepRates(await fetchEuroRates(http, '2026-02-19', '2026-03-10'))
  expect(asked).toEqual(['/www.ecb.europa.eu/stats/eurofxref/eurofxref-hist-90d.xml'])
  const { spend, notes } = await ask()
  expect(spend).toMatchObject({ Friday: 10, Sunday: 10, Monday: 100, Zloty: null, Early: null })
  expect(notes?.[0]).toContain('40 PLN of spend, 5 USD of spend is left out')
  await project.project.change({ currency: 'USD' })
  const inDollars = (await ask()).spend
  expect(inDollars).toMatchObject({ Friday: 12, Early: 5 })
  expect(inDollars.Monday).toBeCloseTo(125, 9)
  await project.project.change({ rates: { JPY: 0.01 } })
  expect((await ask()).spend.Monday).toBeCloseTo(150, 9)
})

test('days long ago are in the table of all days', async () => {
  const { http, asked } = await serve({ body: TABLE })
  const rates = await fetchEuroRates(http, '2026-03-09', '2026-09-10')
  expect(asked).toEqual(['/www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.xml'])
  expect([...rates.keys()]).toEqual(['2026-03-09'])
})

test('an answer without rates is refused', async () => {
  await expect(readEuroRates(Buffer.from('<html>sorry</html>'))).rejects.toThrow('holds no rates')
  const { http } = await serve({ status: 404 })
  await expect(fetchEuroRates(http, '2026-03-09', '2026-09-10')).rejects.toMatchObject({
    code: 'unavailable',
    message: 'www.ecb.europa.eu answered 404',
    remedy: expect.stringContaining('the address may have changed'),
  })
})

test('what may pass is tried again, and what may not is not', async () => {
  const busy = await serve({ status: 503 }, { status: 429 }, { body: 'here' })
  expect((await fetchPage(busy.http, PAGE, 1)).toString()).toBe('here')
  const gone = await serve({ status: 404 }, { body: 'never asked for' })
  await expect(fetchPage(gone.http, PAGE, 1)).rejects.toThrow('rates.example.com answered 404')
  const always = await serve({ status: 500 })
  await expect(fetchPage(always.http, PAGE, 1)).rejects.toThrow('answered 500')
  expect(always.asked).toHaveLength(3)
})

test('redirects stay on their host, and answers within their size', async () => {
  const moved = await serve({ status: 302, location: '/there' }, { body: 'there' })
  expect((await fetchPage(moved.http, PAGE, 1)).toString()).toBe('there')
  expect(moved.asked).toEqual(['/rates.example.com/here', '/rates.example.com/there'])
  const away = await serve({ status: 302, location: 'https://other.example.com/' })
  await expect(fetchPage(away.http, PAGE, 1)).rejects.toMatchObject({ code: 'forbidden', mayPass: false })
  const large = await serve({ body: Buffer.alloc(21_000_000) })
  await expect(fetchPage(large.http, PAGE, 1)).rejects.toThrow('more than 20000000 bytes')
  expect(large.asked).toHaveLength(1)
})

test('this machine and its network are never asked', async () => {
  const { asked } = await serve({ body: 'secret' })
  const http = openHttp()
  closing.push(() => http.close())
  for (const address of ['http://127.0.0.1/', 'https://127.0.0.1/', 'https://[::1]/', 'https://localhost/'])
    await expect(fetchPage(http, address, 1)).rejects.toMatchObject({ code: 'forbidden' })
  expect(asked).toEqual([])
})
