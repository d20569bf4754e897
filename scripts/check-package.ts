import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

const root = dirname(import.meta.dirname)
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'permille-package-')))
const entries = Object.keys(manifest.exports)
  .filter((path) => path !== './package.json')
  .map((path) => manifest.name + path.slice(1))

try {
  const tarball = pack()
  install(tarball)
  checkCommand()
  await checkPage()
  checkImports()
  checkTypes()
  checkOldNode()
  console.log(`the package installs, runs and exports ${entries.join(', ')}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function pack(): string {
  run('npm', ['pack', '--silent', '--pack-destination', folder], root)
  const tarball = join(folder, `${manifest.name}-${manifest.version}.tgz`)
  const paths = run('tar', ['-tzf', tarball]).trim().split('\n')
  const files = paths.map((path) => path.replace('package/', ''))
  const wanted = [
    'LICENSE',
    'README.md',
    'bin/permille',
    'dist/package.json',
    'dist/cli/main.js',
    'dist/sample/upworthy/tests.json',
    'web/dist/index.html',
  ]
  const missing = wanted.filter((path) => !files.includes(path))
  if (missing.length > 0) fail(`the package lacks ${missing.join(', ')}`)
  const unwanted = files.filter((path) => /\.test\.|^(src|test|scripts|bench|node_modules)\//.test(path))
  if (unwanted.length > 0) fail(`the package carries ${unwanted.slice(0, 5).join(', ')}`)
  console.log(`packed ${files.length} files, ${(statSync(tarball).size / 1e6).toFixed(1)} MB`)
  return tarball
}

function install(tarball: string): void {
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'consumer', private: true, type: 'module' }),
  )
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', tarball])
}

function checkCommand(): void {
  const version = run('npx', ['--no-install', 'permille', '--version']).trim()
  if (version !== manifest.version) fail(`npx permille --version says "${version}", not ${manifest.version}`)
  run('npx', ['--no-install', 'permille', '--help'])
}

/** Serves the page on the samples from a folder that holds nothing but the installed package. */
async function checkPage(): Promise<void> {
  const server = spawn(process.execPath, ['node_modules/permille/bin/permille', 'serve', '--port', '0'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(server, 'close')
  try {
    const url = await new Promise<string>((resolve) => {
      let said = ''
      server.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text
        const [, address] = /ready on (\S+)/.exec(said) ?? []
        if (address !== undefined) resolve(address)
      })
      server.on('exit', () => fail(`permille serve ended: ${said}`))
    })
    const page = await (await fetch(url)).text()
    const [, script = '/none.js'] = /src="(\/assets\/[^"]+)"/.exec(page) ?? []
    for (const path of [script, '/api/v1/rank', '/api/v1/rank?sample=upworthy', '/api/v1/openapi.json']) {
      const answer = await fetch(new URL(path, url))
      const text = await answer.text()
      if (!answer.ok) fail(`${path} is answered with ${answer.status}: ${text.slice(0, 300)}`)
      if (path.includes('rank') && !text.includes('"sample":true')) fail(`${path} shows no sample`)
    }
  } finally {
    server.removeAllListeners('exit')
    server.kill()
    await ended
  }
}

function checkImports(): void {
  for (const entry of entries) {
    run(process.execPath, ['--input-type=module', '--eval', `await import(${JSON.stringify(entry)})`])
  }
}

/** Checks our own declarations too: an import inside them that leads nowhere would silently be `any`. */
function checkTypes(): void {
  const lines = entries.map((entry, index) => `export * as entry${index} from ${JSON.stringify(entry)}`)
  writeFileSync(join(folder, 'consumer.ts'), `${lines.join('\n')}\n`)
  const compilerOptions = {
    noEmit: true,
    strict: true,
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024', 'esnext.collection', 'esnext.iterator', 'esnext.disposable'],
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }))
  run(join(root, 'node_modules/.bin/tsc'), ['-p', folder])
}

/** Where another, older Node is installed, the command must say so in one sentence. */
function checkOldNode(): void {
  const old = findOldNode()
  if (old === null) return
  const { status, stderr } = spawnSync(
    old,
    [join(folder, 'node_modules/permille/bin/permille'), '--version'],
    {
      encoding: 'utf8',
    },
  )
  if (status !== 2 || !/^permille needs Node [^\n]+\n$/.test(stderr)) {
    fail(`on an old Node the command ends with ${status} and says: ${stderr}`)
  }
}

function findOldNode(): string | null {
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    const candidate = join(directory, 'node')
    const { stdout } = spawnSync(candidate, ['--version'], { encoding: 'utf8' })
    if (/^v2[01]\./.test(stdout ?? '')) return candidate
  }
  return null
}

function run(command: string, args: readonly string[], cwd = folder): string {
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter)
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, PATH: path } })
  if (result.status === 0) return result.stdout
  return fail(`${command} ${args.join(' ')} failed:\n${result.stdout}${result.stderr}`)
}

function fail(sentence: string): never {
  console.error(sentence)
  rmSync(folder, { recursive: true, force: true })
  process.exit(1)
}
