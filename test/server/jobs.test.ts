import { afterAll, beforeAll, expect, test } from 'vitest'
import { Job, JobsAnswer } from '#schema/answer/job.ts'
import { PermilleError } from '#schema/error.ts'
import { type CommandProject, commandProject } from '../support/command-project.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'
import { post, send } from '../support/send.ts'
import { type ServedProject, serveProject } from '../support/serve-project.ts'
import { BANNER_FLAGS, BANNERS } from './banner-file.ts'

const map = Object.fromEntries(BANNER_FLAGS.filter((flag) => flag !== '--map').map((pair) => pair.split('=')))

function jobIn(text: string): Job {
  return Job.parse(JSON.parse(text).job)
}

/** The jobs a stream of server-sent events tells of. */
function jobsOf(events: string): readonly Job[] {
  return [...events.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => Job.parse(JSON.parse(data)))
}

let project: CommandProject
let server: ServedProject

beforeAll(async () => {
  project = commandProject()
  server = await serveProject(project.folder.path, { flags: ['--port', '0'] })
})
afterAll(async () => {
  await server?.stop()
  project.folder.remove()
})

async function upload(name: string, body: string): Promise<string> {
  return JSON.parse((await send(server.url, `/api/v1/uploads?name=${name}`, { method: 'PUT', body })).text)
    .upload
}

function ask(operation: string, input: unknown, headers: Readonly<Record<string, string>> = {}) {
  return send(server.url, `/api/v1/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'respond-async', ...headers },
    body: JSON.stringify(input),
  })
}

test('an import nobody waits for is a job, whose events end with it and whose answer is kept', async () => {
  const input = { uploads: [await upload('banners.csv', BANNERS)], map, yes: true }
  const begun = await ask('import', input, { 'idempotency-key': 'once' })
  expect(begun.status).toBe(202)
  const job = jobIn(begun.text)
  expect(begun.headers.location).toBe(`/api/v1/jobs/${job.id}`)
  expect(job).toMatchObject({ title: 'Import banners.csv', who: 'local', operation: 'import' })

  const events = await send(server.url, `/api/v1/jobs/${job.id}/events`)
  expect(events.headers['content-type']).toBe('text/event-stream')
  expect(jobsOf(events.text).at(-1)).toMatchObject({ state: 'done', fraction: 1, rows: 6 })
  const ended = JSON.parse((await send(server.url, `/api/v1/jobs/${job.id}`)).text)
  expect(ended.answer.files[0]).toMatchObject({ status: 'stored', file: 'banners.csv' })

  expect((await send(server.url, '/api/v1/jobs/events')).status, 'nothing runs').toBe(204)

  const again = await ask('import', input, { 'idempotency-key': 'once' })
  expect(jobIn(again.text).id, 'asked twice under one key is done once').toBe(job.id)
  const { jobs } = JobsAnswer.parse(JSON.parse((await send(server.url, '/api/v1/jobs')).text))
  expect(jobs.map(({ id, state }) => [id, state])).toEqual([[job.id, 'done']])
})

test('what takes no time, and what is refused before it begins, is answered at once', async () => {
  const preview = await ask('import', { uploads: [await upload('april.csv', BANNERS)], map, dryRun: true })
  expect(preview.status).toBe(200)
  expect(JSON.parse(preview.text).files).toHaveLength(1)
  expect((await ask('import', { uploads: ['none'], yes: true })).status).toBe(404)
  expect((await ask('sync', {})).status, 'there is nothing to sync').toBe(400)
})

test('a job that is not there, or has ended, is not cancelled', async () => {
  expect((await send(server.url, '/api/v1/jobs/none')).status).toBe(404)
  expect((await send(server.url, '/api/v1/jobs/none/events')).status).toBe(404)
  const [job] = JobsAnswer.parse(JSON.parse((await send(server.url, '/api/v1/jobs')).text)).jobs
  const refused = await post(server.url, 'jobs-cancel', { id: job?.id })
  expect(refused.status).toBe(409)
  expect(JSON.parse(refused.text).detail).toContain('ended already')
})

const PLAN = { operation: 'sync', title: 'Sync all', who: 'ada', input: {}, isResumable: true, resumes: null }

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('torn off'))))
}

async function inProject(work: (open: OpenProject) => Promise<void>): Promise<void> {
  const open = await openProject()
  try {
    await work(open)
  } finally {
    await open.remove()
  }
}

test('work that is cancelled, fails or is stopped says which, and why', async () => {
  await inProject(async ({ project: { jobs } }) => {
    const cancelled = jobs.run(
      PLAN,
      ({ signal }) => untilAborted(signal),
      ({ id }) => jobs.cancel(id, 'ada'),
    )
    await expect(cancelled).rejects.toThrow('cancelled by ada')
    const failed = jobs.run(PLAN, async () => {
      throw new PermilleError('input_refused', 'no such luck', { remedy: 'try again' })
    })
    await expect(failed).rejects.toThrow('no such luck')
    await expect(jobs.run(PLAN, async () => JSON.parse('{'))).rejects.toThrow(SyntaxError)
    const stopped = jobs.run(PLAN, ({ signal }) => untilAborted(signal))
    await Promise.all([expect(stopped).rejects.toThrow('was stopped'), jobs.close()])
    expect(jobs.list(9).map(({ state, problem }) => [state, problem?.code, problem?.remedy])).toEqual([
      ['interrupted', 'unavailable', null],
      ['failed', 'internal', null],
      ['failed', 'input_refused', 'try again'],
      ['cancelled', 'conflict', null],
    ])
    expect(jobs.takeCut()).toMatchObject([{ operation: 'sync', who: 'ada', input: {} }])
    expect(jobs.takeCut(), 'what was taken up once is not taken up again').toEqual([])
  })
})

test('an import that is cancelled leaves nothing', async () => {
  await inProject(async ({ folder, ask: asked, project: own }) => {
    const { jobs } = own
    const rows = Array.from({ length: 200_000 }, (_, row) => `2026-03-01,${row % 997},name ${row}`)
    const file = folder.write('big.csv', ['Date,Impressions,Creative', ...rows].join('\n'))
    const forget = jobs.listen(({ id, state, fraction, isCancelling }) => {
      if (state === 'running' && fraction > 0 && !isCancelling) jobs.cancel(id, 'ada')
    })
    const input = { files: [file], yes: true, source: 'mine', map: { impressions: 'Impressions' } }
    await expect(asked('import', input)).rejects.toThrow('cancelled by ada')
    forget()
    expect(jobs.list(1)).toMatchObject([{ state: 'cancelled', title: 'Import big.csv' }])
    expect(await own.own.isEmpty(), 'nothing is stored').toBe(true)
  })
}, 60_000)
