import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CommandProject, commandProject } from '../support/command-project.ts'
import { repository } from '../support/repository.ts'
import { runCommand, runPermille } from '../support/run-permille.ts'
import { days, metaFile } from './meta-file.ts'

let project: CommandProject
beforeEach(() => {
  project = commandProject()
})
afterEach(() => project.folder.remove())

const small = metaFile(
  days('04-01', '04-05').map((day) => ({ day, campaign: 'A', impressions: 100, installs: 1 })),
)

test('a reader that went away is no error', async () => {
  const node = join(repository, 'node_modules/.bin/node')
  for (const args of [['query', '--help'], ['--help'], ['project', '--no-such-flag']]) {
    const child = spawn(node, [join(repository, 'bin/permille'), '--project', project.folder.path, ...args])
    let stderr = ''
    child.stderr.on('data', (text: Buffer) => {
      stderr += String(text)
    })
    child.stdout.destroy()
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect(stderr).not.toMatch(/EPIPE|at /)
    expect(code).toBe(args.includes('--no-such-flag') ? 2 : 0)
  }
})

test('an import ends when the files of its creatives were asked for, and leaves them out when told to', async () => {
  const links = (day: string) =>
    project.folder.write(`${day}.csv`, `Day,Creative,Shown,Link\n${day},A,10,https://10.0.0.7/a.png\n`)
  const map = ['day=Day', 'creative=Creative', 'impressions=Shown', 'asset_url.creative=Link']
  const given = ['--yes', '--source', 'studio', ...map.flatMap((one) => ['--map', one])]
  const left = await project.run('import', '--rows-only', links('2026-03-01'), ...given)
  expect(left.stdout).toContain('The files of 1 creative were not fetched')
  expect((await project.run('import', links('2026-03-02'), ...given)).stdout).toContain(
    'The files of 1 creative are fetched',
  )
  const { stdout } = await project.run('assets', '--json')
  expect(stdout).toContain('10.0.0.7 is not a public address')
})

describe('exit codes', () => {
  test('say what went wrong, and one sentence says what to do', async () => {
    const file = project.folder.write('meta.csv', small)
    const preview = await project.run('import', file)
    expect(preview.code).toBe(2)
    expect(preview.stderr).toContain('--yes')
    const dry = await project.run('import', file, '--dry-run')
    expect(dry.code).toBe(0)
    const stored = await project.run('import', file, '--yes')
    expect(stored).toMatchObject({ code: 0, stderr: '' })
    expect(stored.stdout).toContain('stored')
    const missing = await project.run('import', 'no-such-file.csv', '--yes')
    expect(missing.code).toBe(4)
    expect(`${missing.stdout}${missing.stderr}`).toMatch(/no such file|there is no|not found/i)
    expect(`${missing.stdout}${missing.stderr}`).not.toMatch(/ENOENT|unexpected/)
    const empty = await project.run('import', project.folder.write('empty.csv', ''), '--yes')
    expect(empty.code).toBe(3)
    expect(empty.stdout).toMatch(/is empty/)
    for (const [code, ...args] of [
      [2, 'rank', '--by'],
      [2, 'rank', '--nonsense'],
      [2, 'query', '--metrics', 'ipm', '--from', 'yesterday'],
      [2, 'query', '--metrics', 'ipm', '--where', 'nonsense'],
      [4, 'query', '--metrics', 'ipn'],
      [4, 'rank', '--by', 'creatve'],
      [4, 'import', '--undo', '99'],
    ] as const) {
      const result = await project.run(...args)
      expect(result.code, args.join(' ')).toBe(code)
      expect(result.stderr, args.join(' ')).not.toMatch(/unexpected| {4}at /)
      expect(result.stderr.trim(), args.join(' ')).not.toBe('')
    }
  })
})

test('what is no file or no folder is said at once', async () => {
  const elsewhere = project.folder.path
  const asked = await runPermille(['--project', join(elsewhere, 'mistyped'), 'rank'], { cwd: elsewhere })
  expect(asked).toMatchObject({ code: 4, stderr: expect.stringContaining('there is no folder') })
  expect(existsSync(join(elsewhere, 'mistyped'))).toBe(false)
  const undo = await project.run('import', '--undo', 'last')
  expect(undo).toMatchObject({ code: 2, stderr: expect.stringContaining('undo: write a number') })
  if (process.platform === 'win32') return
  await runCommand('mkfifo', ['pipe.csv'], { cwd: elsewhere })
  const pipe = await project.run('import', join(elsewhere, 'pipe.csv'), '--yes')
  expect(pipe).toMatchObject({ code: 2, stderr: expect.stringContaining('is a pipe or device') })
})

test('of two commands at once the second waits; nobody sees a lock', async () => {
  const first = project.folder.write('a.csv', small)
  const second = project.folder.write('b.csv', small.replaceAll('2026-04', '2026-05'))
  const results = await Promise.all([
    project.run('import', first, '--yes', '--json'),
    project.run('import', second, '--yes', '--json'),
    project.run('sources', '--json'),
  ])
  for (const { code, stderr } of results) {
    expect(code).toBe(0)
    expect(stderr.toLowerCase()).not.toContain('lock')
  }
  const answer = await project.query('--metrics', 'impressions')
  expect(answer.totals.impressions).toBe(1000)
})

test('an import that is killed leaves the rows that were there', async () => {
  await project.importFiles([project.folder.write('small.csv', small)])
  const line = Array.from({ length: 400 }, (_, index) => `A,"Ad ${index}",2026-04-03,1,100,10,10,1`).join(
    '\n',
  )
  const header =
    'Campaign name,Ad name,Day,Amount spent (USD),Impressions,Link clicks,Clicks (all),App installs'
  const large = join(project.folder.path, 'large.csv')
  writeFileSync(large, `${header}\n${`${line}\n`.repeat(5000)}`)
  const child = spawn(
    join(repository, 'node_modules/.bin/node'),
    [join(repository, 'bin/permille'), '--project', project.folder.path, 'import', large, '--yes'],
    { stdio: 'ignore' },
  )
  const ended = new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)))
  const scratch = join(project.folder.path, '.permille/scratch')
  while (child.exitCode === null && !existsSync(join(project.folder.path, '.permille/owner.lock')))
    await wait(20)
  await wait(1500)
  expect(existsSync(scratch)).toBe(true)
  child.kill('SIGKILL')
  expect(await ended).toBe('SIGKILL')

  const answer = await project.query('--metrics', 'impressions,installs', '--by', 'day')
  expect(answer.totals).toMatchObject({ impressions: 500, installs: 5 })
  const [again] = await project.importFiles([large])
  expect(again).toMatchObject({ status: 'stored', rows: { stored: 2_000_000 } })
})
