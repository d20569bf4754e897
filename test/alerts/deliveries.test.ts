import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { NotifySettings } from '../../src/engine/outbox/notify-settings.ts'
import { sendDue } from '../../src/engine/outbox/send-due.ts'
import { reportDue } from '../../src/engine/report/weekly-schedule.ts'
import { RecordedHistory } from './recorded-history.ts'
import { CERTIFICATE, type SmtpServer, startSmtp } from './smtp-server.ts'

const WEBHOOK = 'https://hooks.slack.example/services/T0/B0/SECRETPATH'
const SETTINGS = (more = '') => `name: Paper Harbour
alerts: { winner: off, fatigue: off, fraud: off, target: off, drift: off }
notify:
  address: https://permille.example
  webhook: "\${TEST_ALERT_WEBHOOK}"
  mail: { host: mail.example, from: permille@harbour.example, to: [ua@harbour.example], security: none }
${more}`

let posts: { readonly path: string; readonly text: string }[]
let statuses: number[]
let web: Server
let smtp: SmtpServer
let history: RecordedHistory

async function openHistory(settings: string, mailPort = smtp.port) {
  const address = web.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const net = {
    replayAt: new URL(`http://127.0.0.1:${port}/`),
    replayMailPort: mailPort,
    answerWithinMs: 2000,
  }
  const opened = await RecordedHistory.open(settings, { net })
  await opened.arrive([{ source: 'vungle', creative: 'Hook <A> & co', perMille: () => 10 }], 0, 2)
  opened.goTo(10)
  return opened
}

beforeEach(async () => {
  posts = []
  statuses = []
  web = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    posts.push({ path: request.url ?? '', text: JSON.parse(Buffer.concat(chunks).toString()).text })
    response.writeHead(statuses.shift() ?? 200, { 'retry-after': '600' }).end('ok')
  })
  web.listen(0, '127.0.0.1')
  await once(web, 'listening')
  smtp = await startSmtp()
  vi.stubEnv('TEST_ALERT_WEBHOOK', WEBHOOK)
  history = await openHistory(SETTINGS())
})
afterEach(async () => {
  await history.remove()
  await smtp.close()
  web.closeAllConnections()
  web.close()
  vi.unstubAllEnvs()
})

const minutesOn = (minutes: number) =>
  history.clock.set(new Date(history.clock.now().getTime() + minutes * 60_000).toISOString())

test('an alert is posted to the webhook and mailed, once', async () => {
  const { deliveries } = await history.check()
  expect(deliveries.map(({ channel, state }) => [channel, state]).toSorted()).toEqual([
    ['mail', 'sent'],
    ['webhook', 'sent'],
  ])
  expect(posts).toHaveLength(1)
  expect(posts[0]?.path).toBe('/hooks.slack.example/services/T0/B0/SECRETPATH')
  expect(posts[0]?.text).toContain(
    '*Paper Harbour: Data stale: All data*\n• Data stale: The newest complete day is 2026-01-03, 8 days ago',
  )
  expect(posts[0]?.text).toContain('<https://permille.example/data|show>')
  expect(smtp.mails).toHaveLength(1)
  expect(smtp.mails[0]).toMatchObject({
    from: 'permille@harbour.example',
    to: ['ua@harbour.example'],
    isEncrypted: false,
    data: expect.stringContaining('Subject: Paper Harbour: Data stale: All data'),
  })
  expect(smtp.mails[0]?.data).toContain('https://permille.example/data')
  await history.check()
  expect([posts.length, smtp.mails.length]).toEqual([1, 1])
})

test('what does not arrive is tried again later, also by the next process, and says nothing secret', async () => {
  statuses.push(503, 429)
  smtp.refusals.push('451 come back later')
  const { deliveries } = await history.check()
  expect(deliveries.map(({ state, tries }) => [state, tries])).toEqual([
    ['waiting', 1],
    ['waiting', 1],
  ])
  const problems = deliveries.map(({ problem }) => problem).join('\n')
  expect(problems).toContain('the webhook at hooks.slack.example answered 503')
  expect(problems).toContain('451')
  expect(JSON.stringify(await history.alerts())).not.toContain('SECRETPATH')
  await history.reopen()
  await sendDue(history.project)
  expect([posts.length, smtp.mails.length], 'not before its time').toEqual([1, 0])
  minutesOn(5)
  await sendDue(history.project)
  expect(posts).toHaveLength(1)
  expect(smtp.mails).toHaveLength(1)
  minutesOn(6)
  await sendDue(history.project)
  expect(posts, 'the webhook asked for ten minutes').toHaveLength(2)
  minutesOn(11)
  await sendDue(history.project)
  const kept = (await history.alerts()).deliveries
  expect(kept.map(({ channel, state, tries }) => [channel, state, tries]).toSorted()).toEqual([
    ['mail', 'sent', 2],
    ['webhook', 'sent', 3],
  ])
})

test('a receiver that never answers is given up after two days, and the page still has the alert', async () => {
  statuses.push(...Array.from({ length: 20 }, () => 500))
  await history.check()
  for (let tries = 0; tries < 20; tries += 1) {
    minutesOn(6 * 60 + 1)
    await sendDue(history.project)
  }
  const { alerts, deliveries } = await history.alerts()
  expect(deliveries.find(({ channel }) => channel === 'webhook')).toMatchObject({
    state: 'given_up',
    tries: 16,
  })
  expect(alerts).toHaveLength(1)
})

test('a secret that is not there, and hosts that are not public, are said plainly', async () => {
  vi.stubEnv('TEST_ALERT_WEBHOOK', undefined)
  await history.project.change({ 'notify.mail.host': '10.0.0.7' })
  const { deliveries } = await history.check()
  expect(deliveries.map(({ problem }) => problem).toSorted()).toEqual([
    '10.0.0.7: 10.0.0.7 is not a public address',
    'notify.webhook is to come from the environment variable TEST_ALERT_WEBHOOK, which is not set',
  ])
  vi.stubEnv('TEST_ALERT_WEBHOOK', 'http://192.168.0.9:8065/hooks/abc')
  minutesOn(2)
  await sendDue(history.project)
  expect(JSON.stringify((await history.alerts()).deliveries)).toContain('only https is asked, not http:')
  await history.project.change({ 'notify.privateHosts': ['10.0.0.7', '192.168.0.9'] })
  minutesOn(10)
  await sendDue(history.project)
  expect(posts.map(({ path }) => path)).toEqual(['/192.168.0.9/hooks/abc'])
  expect(smtp.mails).toHaveLength(1)
})

test('a mail server that offers no encryption gets nothing where encryption was asked', async () => {
  await history.project.change({ 'notify.mail.security': 'starttls', 'notify.webhook': undefined })
  const { deliveries } = await history.check()
  expect(deliveries).toMatchObject([{ channel: 'mail', state: 'waiting' }])
  expect(smtp.mails).toEqual([])
  expect(NotifySettings.safeParse({ webhook: WEBHOOK }).error?.issues[0]?.message).toMatch(
    /^a secret is given by/,
  )
})

const SIGNED_IN = (
  security: string,
  port: number,
) => `alerts: { winner: off, fatigue: off, fraud: off, target: off, drift: off }
notify:
  mail:
    host: mail.example
    port: ${port}
    security: ${security}
    user: permille
    password: "\${TEST_MAIL_PASSWORD}"
    from: permille@harbour.example
    to: [ua@harbour.example]
`

test.each([
  ['starttls', 587, false],
  ['tls', 465, true],
])(
  'mail is handed in signed in and encrypted (%s), to a server whose certificate is believed',
  async (security, port, isSecure) => {
    const account = { user: 'permille', password: 'PLANTED-mail-password' }
    const known = getCACertificates('default')
    const server = await startSmtp({ account, isSecure })
    vi.stubEnv('TEST_MAIL_PASSWORD', account.password)
    const signedIn = await openHistory(SIGNED_IN(security, port), server.port)
    const sendAfter = async (minutes: number) => {
      signedIn.clock.set(new Date(signedIn.clock.now().getTime() + minutes * 60_000).toISOString())
      await sendDue(signedIn.project)
      return (await signedIn.alerts()).deliveries[0]
    }
    try {
      const { deliveries } = await signedIn.check()
      expect(deliveries[0]?.problem, 'nobody vouches for it yet').toMatch(/self-signed certificate/)
      expect(server.passwords, 'before it is known who asks').toEqual([])
      setDefaultCACertificates([...known, CERTIFICATE])
      vi.stubEnv('TEST_MAIL_PASSWORD', 'wrong')
      expect((await sendAfter(2))?.problem).toMatch(/Invalid (login|username or password)/)
      vi.stubEnv('TEST_MAIL_PASSWORD', account.password)
      expect(await sendAfter(5)).toMatchObject({ state: 'sent', tries: 3, problem: null })
      expect(server.mails).toMatchObject([
        { isEncrypted: true, user: 'permille', to: ['ua@harbour.example'] },
      ])
      expect(JSON.stringify(await signedIn.alerts())).not.toContain(account.password)
    } finally {
      setDefaultCACertificates(known)
      await signedIn.remove()
      await server.close()
    }
  },
)

test('the weekly report is mailed as a page when its hour has come, also when that was missed', async () => {
  await history.project.change({ 'reports.weekly': { on: 'monday', at: '08:00', zone: 'UTC' } })
  expect(await reportDue(history.project), 'nobody waits for the one of last Monday').toBe(false)
  history.clock.set('2026-01-12T07:59:00Z')
  expect(await reportDue(history.project)).toBe(false)
  history.clock.set('2026-01-13T03:00:00Z')
  await history.reopen()
  expect(await reportDue(history.project)).toBe(true)
  expect(await reportDue(history.project)).toBe(false)
  await sendDue(history.project)
  expect(posts[0]?.text).toMatch(/^\*Paper Harbour: week 2025-12-25 … 2025-12-31\*/)
  expect(smtp.mails[0]?.data).toContain('permille-week-2025-12-31.html')
})
