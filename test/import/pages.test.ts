import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '#connectors/kit/clock.ts'
import { Project } from '#engine/index.ts'
import { openBrowserProxy } from '#net/browser-proxy.ts'
import { PagesAnswer, PagesTimeAnswer } from '#schema/answer/pages-answer.ts'
import { chromiumPath } from '../support/chromium-path.ts'
import { findOperation, type Input } from '../support/open-project.ts'
import { requirement } from '../support/requirement.ts'
import { type TemporaryProject, temporaryProject } from '../support/temporary-project.ts'

const SLOW_MS = 400
const BYTES = 60_000

const PAGES = {
  Moved: 'http://shop.example.com/moved',
  Slow: 'http://shop.example.com/slow',
  Leads: 'http://shop.example.com/leads',
  App: 'http://shop.example.com/app',
  Inside: 'http://shop.example.com/inside',
  Private: 'http://10.0.0.7/offer',
  Macro: 'http://shop.example.com/?id={click}',
  Name: 'Summer offer',
}

/** Per page: network, clicks and installs. The first is used mostly on the worse network. */
const CLICKS: readonly (readonly [keyof typeof PAGES, string, number, number])[] = [
  ['Moved', 'A', 4000, 200],
  ['Moved', 'B', 400, 76],
  ['Slow', 'A', 1000, 40],
  ['Slow', 'B', 3000, 480],
  ['Leads', 'B', 2000, 300],
  ['App', 'B', 100, 140],
  ['Inside', 'B', 50, 5],
  ['Private', 'B', 40, 5],
  ['Macro', 'B', 30, 5],
  ['Name', 'B', 20, 3],
]

const asked: string[] = []
const server = createServer(({ url = '' }, answer) => {
  asked.push(url)
  const html = (body: string) => answer.writeHead(200, { 'content-type': 'text/html' }).end(body)
  if (url.endsWith('/moved')) answer.writeHead(302, { location: 'http://www.example.com/there' }).end()
  else if (url.endsWith('/there')) html(`<h1>Offer</h1><img src="/photo.png">`)
  else if (url.endsWith('.png')) answer.end(Buffer.alloc(BYTES))
  else if (url.endsWith('/slow')) setTimeout(() => html('<h1>Late</h1>'), SLOW_MS)
  else if (url.endsWith('/leads')) html('<script>location.replace("http://www.example.com/there")</script>')
  else if (url.endsWith('/app')) answer.writeHead(302, { location: 'market://details?id=x' }).end()
  else if (url.endsWith('/inside')) answer.writeHead(302, { location: 'http://192.168.0.9/offer' }).end()
  else answer.writeHead(404).end()
})
let folder: TemporaryProject
let project: Project
const ask = (operation: string, input: Input = {}) =>
  findOperation(operation).run(project, input, { localFiles: true })

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  folder = temporaryProject()
  project = await Project.open(folder.path, {
    net: { replayAt: new URL(`http://127.0.0.1:${port}`) },
    clock: systemClock,
  })
  const rows = CLICKS.map(([page, network, clicks, installs]) =>
    ['2026-03-01', network, PAGES[page], 100 * clicks, clicks, installs].join(),
  )
  const file = folder.write('pages.csv', ['Day,Net,Page,Shown,Tapped,Installs', ...rows].join('\n'))
  const map = {
    ...{ day: 'Day', network: 'Net', landing_page: 'Page', impressions: 'Shown', clicks: 'Tapped' },
    'event.install': 'Installs',
  }
  await ask('import', { files: [file], yes: true, source: 'studio', map })
})
afterAll(async () => {
  await project.close()
  folder.remove()
  server.close()
})

test('pages are put on one mix of networks; installs without clicks are no rate', async () => {
  const { rows } = PagesAnswer.parse(await ask('pages'))
  const of = (name: keyof typeof PAGES) => rows.find((row) => row.name === PAGES[name])
  expect(of('Moved')).toMatchObject({ clicks: 4400, conversions: 276, timing: null })
  // On both networks the first converts better; plain rates say the opposite.
  expect(of('Moved')?.rate ?? 1).toBeLessThan(of('Slow')?.rate ?? 0)
  expect(of('Moved')?.adjusted ?? 0).toBeGreaterThan(of('Slow')?.adjusted ?? 1)
  expect(of('App')).toMatchObject({
    rate: null,
    notComputed: { rate: expect.stringContaining('after a view') },
  })
})

test('without a browser the reason is said', async () => {
  process.env.PERMILLE_CHROMIUM = 'none'
  try {
    await expect(ask('pages-time')).rejects.toThrow('timing a page needs a Chromium')
  } finally {
    delete process.env.PERMILLE_CHROMIUM
  }
})

test.each(['127.0.0.1:443', '[::1]:443', 'localhost:443', '10.0.0.7:443', '1.1.1.1:22'])(
  'a browser does not get to %s',
  async (host) => {
    const { request } = await import('node:http')
    const proxy = await openBrowserProxy({}, 1000)
    try {
      const outcome = await new Promise((resolve) => {
        request({ host: '127.0.0.1', port: proxy.port, method: 'CONNECT', path: host })
          .on('connect', () => resolve('reached'))
          .on('error', () => resolve('refused'))
          .end()
      })
      expect(outcome).toBe('refused')
    } finally {
      await proxy.close()
    }
  },
)

requirement('chromium').describe('a browser', () => {
  test('times what loads, and says of the rest why it does not', async () => {
    process.env.PERMILLE_CHROMIUM = chromiumPath() ?? ''
    const { timings, skipped } = PagesTimeAnswer.parse(await ask('pages-time', { loads: 1 }))
    delete process.env.PERMILLE_CHROMIUM
    const of = (name: keyof typeof PAGES) => timings.find(({ address }) => address === PAGES[name])
    expect(of('Moved')?.load).toMatchObject({
      status: 200,
      hops: [
        { address: PAGES.Moved, status: 302, by: 'asked' },
        { address: 'http://www.example.com/there', status: 200, by: 'server' },
      ],
    })
    expect(of('Moved')?.load?.bytes).toBeGreaterThan(BYTES)
    expect(of('Moved')?.load?.bytes).toBeLessThan(BYTES + 5000)
    expect(of('Slow')?.load?.loadMs).toBeGreaterThan(SLOW_MS)
    expect(of('Slow')?.load?.paintMs).toBeGreaterThan(SLOW_MS)
    expect(of('Leads')?.load?.hops.map(({ by }) => by)).toEqual(['asked', 'page'])
    expect(of('App')?.notComputed.load).toContain('market:')
    expect(of('Inside')?.notComputed.load).toBe('192.168.0.9: not a public address')
    expect(skipped.map(({ name }) => name)).toEqual([PAGES.Private, PAGES.Macro, PAGES.Name])
    expect(asked.every((url) => !url.includes('192.168') && !url.includes('10.0.0'))).toBe(true)
    const { rows } = PagesAnswer.parse(await ask('pages'))
    const shown = rows.find(({ name }) => name === PAGES.Slow)?.timing
    expect(shown).toEqual(of('Slow'))
  }, 60_000)
})
