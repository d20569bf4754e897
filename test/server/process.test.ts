import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type CommandProject, commandProject } from '../support/command-project.ts'
import { send } from '../support/send.ts'
import { type ServedProject, serveProject } from '../support/serve-project.ts'
import { BANNER_FLAGS, BANNERS, bannerProject } from './banner-file.ts'

// Each test starts several processes, which takes a while on a busy machine.
let project: CommandProject
let servers: ServedProject[]

beforeEach(async () => {
  project = await bannerProject()
  servers = []
})
afterEach(async () => {
  for (const server of servers) await server.stop('SIGKILL')
  project.folder.remove()
})

async function serve(
  ...options: Parameters<typeof serveProject> extends [string, ...infer Rest] ? Rest : never
) {
  const server = await serveProject(project.folder.path, ...options)
  servers.push(server)
  return server
}

const lock = () => join(project.folder.path, '.permille/owner.lock')

async function takenPort(): Promise<{ port: number; free(): void }> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { port: address.port, free: () => server.close() }
}

describe('a server', () => {
  test('takes the next free port and says so', async () => {
    const { port, free } = await takenPort()
    const server = await serve({ flags: ['--port', String(port)] })
    expect(server.output()).toContain(`Port ${port} is taken; using ${new URL(server.url).port} instead.`)
    expect(Number(new URL(server.url).port)).toBeGreaterThan(port)
    expect((await send(server.url, '/healthz')).status).toBe(200)
    free()
  })

  test('takes its port from PORT, and refuses what is none', async () => {
    const { port, free } = await takenPort()
    free()
    await wait(50)
    const server = await serve({ flags: [], env: { PORT: String(port) } })
    expect(new URL(server.url).port).toBe(String(port))
    const refused = await project.run('serve', '--port', 'http')
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('http is not a port') })
  })

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'ends cleanly on %s and gives the project back',
    async (signal) => {
      const server = await serve()
      expect(JSON.parse(readFileSync(lock(), 'utf8'))).toMatchObject({ pid: server.pid, url: server.url })
      expect(await server.stop(signal)).toBe(0)
      expect(existsSync(lock())).toBe(false)
      expect((await project.rank()).freshness.sample).toBe(false)
    },
  )

  test('that was killed leaves a lock nobody heeds', async () => {
    await (await serve()).stop('SIGKILL')
    expect(existsSync(lock())).toBe(true)
    expect((await project.run('rank')).stderr).toBe('')
    expect(existsSync(lock())).toBe(false)
    await (await serve()).stop('SIGKILL')
    expect((await send((await serve()).url, '/healthz')).status).toBe(200)
  })

  test.skipIf(process.platform === 'win32')('ends with the npm that started it', async () => {
    const started = await serve({ env: { npm_lifecycle_event: 'start' }, shell: true })
    const pid = JSON.parse(readFileSync(lock(), 'utf8')).pid
    expect(pid).not.toBe(started.pid)
    await started.stop('SIGTERM')
    await vi.waitFor(() => expect(existsSync(lock())).toBe(false), 120_000)
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), 120_000)
  })

  test('is named by a second one', async () => {
    const server = await serve()
    const second = await project.run('serve')
    expect(second).toMatchObject({
      code: 0,
      stdout: `permille already serves this project on ${server.url}\n`,
    })
  })
})

describe('a command beside a server', () => {
  test('is answered by it, files included', async () => {
    const server = await serve()
    const april = project.folder.write('april.csv', BANNERS.replaceAll('2026-03-', '2026-04-'))
    const preview = await project.run('import', april, '--dry-run', '--json', ...BANNER_FLAGS)
    expect(JSON.parse(preview.stdout).files[0]).toMatchObject({ status: 'preview', file: 'april.csv' })
    expect(readdirSync(join(project.folder.path, '.permille/scratch/uploads'))).toEqual([])
    const [stored] = await project.importFiles([april], ...BANNER_FLAGS)
    expect(stored).toMatchObject({ status: 'stored', file: 'april.csv', rows: { stored: 6 } })
    const over = JSON.parse((await send(server.url, '/api/v1/query?metrics=impressions')).text)
    expect(over.totals.impressions).toBe(402_000)
    expect((await project.run('import', '--undo', stored?.load ?? '')).code).toBe(0)
    expect((await project.query('--metrics', 'impressions')).totals.impressions).toBe(201_000)
  })

  test('gets the same exit codes', async () => {
    await serve()
    expect((await project.run('rank', '--by', 'nonsense')).code).toBe(4)
    expect((await project.run('rank', '--from', 'yesterday')).code).toBe(2)
    expect((await project.run('import', 'none.csv', '--yes')).code).toBe(4)
    expect((await project.run('import', project.folder.write('empty.csv', ''), '--yes')).code).toBe(3)
  })

  test('never meets a lock of the database, many at once', async () => {
    await serve()
    const runs = await Promise.all(Array.from({ length: 4 }, () => project.run('rank', '--json')))
    for (const { code, stderr } of runs) expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  test('asks a server named by its address', async () => {
    const { url } = await serve()
    const elsewhere = commandProject()
    try {
      const { stdout, code } = await elsewhere.run('--server', url, 'project', '--json')
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({ sample: false, events: ['install'] })
    } finally {
      elsewhere.folder.remove()
    }
  })

  test('says in one sentence that nobody answers', async () => {
    const { port, free } = await takenPort()
    free()
    const { code, stderr } = await project.run('--server', `http://127.0.0.1:${port}`, 'rank')
    expect(code).toBe(1)
    expect(stderr).toContain('does not answer')
  })
})

test('commands without a server wait for each other', async () => {
  const files = Array.from({ length: 4 }, (_, index) =>
    project.folder.write(`part-${index}.csv`, BANNERS.replaceAll('2026-03-', `2026-0${index + 4}-`)),
  )
  const runs = await Promise.all(
    files.map((file) => project.run('import', file, '--yes', '--json', ...BANNER_FLAGS)),
  )
  for (const { code, stderr } of runs) {
    expect(code, stderr).toBe(0)
    expect(stderr.replace('Another permille command is using this project; waiting for it …\n', '')).toBe('')
  }
  expect((await project.query('--metrics', 'impressions')).totals.impressions).toBe(5 * 201_000)
})
