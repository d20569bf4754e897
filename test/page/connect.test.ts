import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Project } from '#engine/index.ts'
import { type RunningServer, startServer } from '#server/start-server.ts'
import { type Recording, readRecording } from '../connectors/recording.ts'
import { type ReplayServer, startReplay } from '../connectors/replay-server.ts'
import { VirtualClock } from '../connectors/virtual-clock.ts'
import { chromium, openPage } from '../support/chromium.ts'
import { putSample } from '../support/put-sample.ts'
import { requirement } from '../support/requirement.ts'
import { type TemporaryProject, temporaryProject } from '../support/temporary-project.ts'
import { seriousFindings } from './axe.ts'
import { watchPage } from './watch-page.ts'

const SOURCE = 'unity-ads'

requirement('chromium').describe('a source is connected on the page', () => {
  let folder: TemporaryProject
  let recording: Recording
  let replay: ReplayServer
  let project: Project
  let server: RunningServer
  let browser: Browser

  beforeAll(async () => {
    const read = readRecording(SOURCE)
    if (read === null) throw new Error(`no recording of ${SOURCE}`)
    recording = read
    folder = temporaryProject()
    await putSample(folder)
    folder.write('permille.yaml', 'name: recorded\ncurrency: USD\n')
    const clock = new VirtualClock(recording.clock)
    // Days the recording does not know are those on which nothing ran.
    const quiet = recording.cases.empty
    const nothing = quiet !== undefined && 'exchanges' in quiet ? (quiet.exchanges ?? []) : []
    replay = await startReplay([...recording.exchanges, ...nothing], {
      spared: [...recording.tokens, ...recording.accounts],
      now: () => clock.now(),
    })
    project = await Project.open(folder.path, { net: { replayAt: replay.url }, clock })
    server = await startServer(project, { host: '127.0.0.1', port: 0, publicUrl: null, ownerToken: 'none' })
    browser = await chromium()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await project?.close()
    await replay?.close()
    folder?.remove()
  })

  test('by the form it declares, with the first sync as a job, and no secret comes back', async () => {
    const page = await openPage(browser, { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    const wrong = watchPage(page)
    const answered: Promise<string>[] = []
    page.on('response', (response) => {
      // Events do not end before the job does.
      if (/\/api\/v1\/(?!jobs)/.test(response.url())) answered.push(response.text().catch(() => ''))
    })
    await page.goto(`${server.url}/data/connections`)
    await page.getByRole('button', { name: 'Connect a source' }).click()
    await page.getByPlaceholder('Choose a network or MMP').fill('Unity')
    await page.getByRole('option', { name: 'Unity Ads' }).click()
    const form = page.getByRole('form', { name: 'Connect a source' })
    await form.getByLabel('Organization core ID').fill('not a number')
    await expect(form.getByText('an example: 1234567').isVisible()).resolves.toBe(true)
    expect(await form.getByRole('button', { name: 'Test and connect' }).isDisabled()).toBe(true)
    expect(await seriousFindings(page)).toEqual([])
    for (const [field, label] of [
      ['organization', 'Organization core ID'],
      ['keyId', 'Key ID'],
      ['secretKey', 'Secret key'],
    ] as const)
      await form.getByLabel(label).fill(recording.fields[field] ?? '')
    await form.getByLabel('First day to read').fill(recording.since)
    await form.getByRole('button', { name: 'Test and connect' }).click()
    await page.getByRole('region', { name: 'Connections' }).getByText('06:00 UTC').waitFor()
    await page.getByRole('region', { name: 'Syncs' }).getByText('Done').waitFor()
    await page
      .getByText(/\d may still change/)
      .first()
      .waitFor()
    await page.reload()
    await page.getByRole('region', { name: 'Syncs' }).getByText('Done').waitFor()
    await page.getByRole('button', { name: 'Jobs' }).click()
    await page.getByRole('list', { name: 'Jobs' }).getByText(`Sync ${SOURCE}`).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    const secret = recording.fields.secretKey ?? ''
    expect(secret).toContain('PLANTED')
    for (const text of [...(await Promise.all(answered)), await page.content()])
      expect(text).not.toContain(secret)
    expect(wrong).toEqual([])
    await page.close()
  })
})
