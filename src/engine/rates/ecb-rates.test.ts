import { createServer, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { fetchPublic, isPublicAddress } from '#net/fetch-public.ts'
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
let server: Server | null = null
afterEach(async () => {
  await project?.remove()
  server?.close()
  project = server = null
})

/** Serves answers one after the other, the last one for good; what was asked for. */
async function serve(
  ...answers: readonly { status?: number; body?: string; location?: string }[]
): Promise<{ base: string; asked: string[] }> {
  const asked: string[] = []
  const own = createServer(({ url = '' }, response) => {
    const { status = 200, body = '', location } = answers[Math.min(asked.length, answers.length - 1)] ?? {}
    asked.push(url)
    response.writeHead(status, location === undefined ? {} : { location })
    response.end(body)
  })
  server = own
  await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve))
  const address = own.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { base: `http://127.0.0.1:${port}/`, asked }
}
const limits = { loopback: true, pause: 1 }

test('money is converted by the rate of its day, or the last before it, by way of the euro', async () => {
  project = await openProject('name: rates\ncurrency: EUR\n')
  await project.importText('spend.csv', SPEND, INPUT)
  const { base, asked } = await serve({ body: TABLE })
  const ask = async () => {
    const answer = await project?.query({ metrics: 'spend', by: 'creative' })
    return {
      spend: Object.fromEntries((answer?.rows ?? []).map((row) => [row.creative, row.spend])),
      notes: answer?.notes.filter(({ code }) => code === 'no_currency_rate').map(({ message }) => message),
    }
  }
  expect((await ask()).spend).toEqual({ Friday: null, Sunday: null, Monday: null, Zloty: null, Early: null })
  await project.project.keepRates(await fetchEuroRates('2026-02-19', '2026-03-10', { base, limits }))
  expect(asked).toEqual(['/eurofxref-hist-90d.xml'])
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
  const { base, asked } = await serve({ body: TABLE })
  const rates = await fetchEuroRates('2026-03-09', '2026-09-10', { base, limits })
  expect(asked).toEqual(['/eurofxref-hist.xml'])
  expect([...rates.keys()]).toEqual(['2026-03-09'])
})

test('an answer without rates is refused', async () => {
  await expect(readEuroRates(Buffer.from('<html>sorry</html>'))).rejects.toThrow('holds no rates')
})

test('what may pass is tried again, and what may not is not', async () => {
  const busy = await serve({ status: 503 }, { status: 429 }, { body: 'here' })
  expect((await fetchPublic(busy.base, limits)).toString()).toBe('here')
  server?.close()
  const gone = await serve({ status: 404 }, { body: 'never asked for' })
  await expect(fetchPublic(gone.base, limits)).rejects.toThrow('answered 404')
  server?.close()
  const always = await serve({ status: 500 })
  await expect(fetchPublic(always.base, limits)).rejects.toThrow('answered 500')
  expect(always.asked).toHaveLength(3)
})

test('redirects stay on their host, and answers within their size', async () => {
  const moved = await serve({ status: 302, location: '/there' }, { body: 'there' })
  expect((await fetchPublic(moved.base, limits)).toString()).toBe('there')
  expect(moved.asked).toEqual(['/', '/there'])
  server?.close()
  const away = await serve({ status: 302, location: 'http://localhost:1/' })
  await expect(fetchPublic(away.base, limits)).rejects.toThrow('sends elsewhere, to localhost:1')
  server?.close()
  const large = await serve({ body: 'x'.repeat(2000) })
  await expect(fetchPublic(large.base, { ...limits, mostBytes: 1000 })).rejects.toThrow(
    'more than 1000 bytes',
  )
})

test('this machine and its network are never asked', async () => {
  const { base, asked } = await serve({ body: 'secret' })
  await expect(fetchPublic(base)).rejects.toThrow('no public https address')
  await expect(fetchPublic('https://127.0.0.1/')).rejects.toThrow('no public https address')
  await expect(fetchPublic('https://[::1]/')).rejects.toThrow('no public https address')
  await expect(fetchPublic('https://localhost/')).rejects.toThrow('localhost is not on the public internet')
  expect(asked).toEqual([])
  for (const address of ['10.1.2.3', '192.168.1.1', '169.254.169.254', '172.20.0.1', '100.64.0.1', '0.0.0.0'])
    expect(isPublicAddress(address, 4), address).toBe(false)
  for (const address of ['::1', 'fe80::1', 'fd00::1', '::ffff:10.0.0.1'])
    expect(isPublicAddress(address, 6), address).toBe(false)
  expect(isPublicAddress('8.8.8.8', 4)).toBe(true)
  expect(isPublicAddress('2606:4700::1111', 6)).toBe(true)
})
