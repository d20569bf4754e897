import { createServer } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromium, openPage } from '../support/chromium.ts'
import { type LoopbackIssuer, loopbackIssuer } from '../support/loopback-issuer.ts'
import { putSample } from '../support/put-sample.ts'
import { requirement } from '../support/requirement.ts'
import { type ServedProject, serveProject } from '../support/serve-project.ts'
import { type TemporaryProject, temporaryProject } from '../support/temporary-project.ts'

const PASSWORD = 'four words of a studio'

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => {
    server.close(resolve)
  })
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

requirement('chromium').describe('signing in', () => {
  let folder: TemporaryProject
  let server: ServedProject
  let issuer: LoopbackIssuer
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    folder = temporaryProject()
    const secret = 'between us alone'
    issuer = await loopbackIssuer({ id: 'permille', secret })
    folder.write(
      'permille.yaml',
      `signIn:
  oidc:
    issuer: ${issuer.url}
    clientId: permille
    clientSecret: \${OIDC_SECRET}
    label: Studio account
    privateHosts: [127.0.0.1]
    roles: [{ role: viewer, domain: studio.example }]
`,
    )
    await putSample(folder)
    const port = String(await freePort())
    const flags = ['--port', port, '--public-url', `http://127.0.0.1:${port}`]
    ;[server, browser] = await Promise.all([
      serveProject(folder.path, { flags, env: { OIDC_SECRET: secret }, until: /is ready/ }),
      chromium(),
    ])
    page = await openPage(browser, { viewport: { width: 1280, height: 900 } })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await issuer?.stop()
    folder.remove()
  })

  const heading = (name: string) => page.getByRole('heading', { name })

  test('begins with the link of the console, ends with signing out, and comes back by name', async () => {
    const [link = ''] = /http:\S+#code=\S+/.exec(server.output()) ?? []
    await page.goto(link)
    await heading('Set your password').waitFor()
    await page.getByLabel('New password').fill('short')
    await page.getByRole('button', { name: 'Set it and sign in' }).click()
    await page.getByRole('alert').getByText('12 to 200 characters').waitFor()
    await page.getByLabel('New password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Set it and sign in' }).click()
    const leave = page.getByRole('button', { name: 'Sign out admin' })
    await leave.waitFor()
    await page.getByRole('table', { name: /^Ranked/ }).waitFor()
    expect(page.url()).not.toContain('code')

    await page.reload()
    await leave.click()
    await heading('Sign in').waitFor()
    await page.getByLabel('Name').fill('admin')
    await page.getByLabel('Password').fill('four words of another')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('name or the password is wrong').waitFor()
    await page.getByLabel('Password').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await leave.waitFor()
  })

  test('is asked for again when the session has ended', async () => {
    await page.context().clearCookies()
    await page.getByRole('link', { name: 'Data', exact: true }).click()
    await heading('Sign in').waitFor()
  })

  test('goes through the provider and back to where somebody was, or says why not', async () => {
    const through = page.getByRole('link', { name: 'Sign in with Studio account' })
    issuer.atTheBrowser = { claims: { sub: '1', email: 'mallory@elsewhere.example', email_verified: true } }
    await through.click()
    await page.getByRole('alert').getByText('nobody has let you in here').waitFor()
    issuer.atTheBrowser = { claims: { sub: '2', email: 'grace@studio.example', email_verified: true } }
    await page.goto(`${new URL(page.url()).origin}/budget?last=14d`)
    await through.click()
    await page.getByRole('button', { name: 'Sign out grace@studio.example' }).waitFor()
    expect(page.url()).toMatch(/\/budget\?.*last=14d/)
  })
})
