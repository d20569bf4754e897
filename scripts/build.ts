import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = dirname(import.meta.dirname)
const dist = join(root, 'dist')

rmSync(dist, { recursive: true, force: true })
compile()
copyAssets()
writeManifest()
refuseSourcePaths()

function compile(): void {
  const tsc = join(root, 'node_modules/.bin/tsc')
  const { status } = spawnSync(tsc, ['-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(1)
}

/** Everything in src that is not TypeScript is read at run time from beside the module that reads it. */
function copyAssets(): void {
  const isSource = (path: string) => /\.tsx?$|\.md$/.test(path)
  for (const path of globSync('**/*.*', { cwd: join(root, 'src'), exclude: ['**/fixtures/**'] })) {
    if (isSource(path)) continue
    mkdirSync(dirname(join(dist, path)), { recursive: true })
    cpSync(join(root, 'src', path), join(dist, path), { recursive: true })
  }
}

/** The compiled files keep their `#room/file.ts` imports; this package.json says what they mean here. */
function writeManifest(): void {
  const manifest = { type: 'module', imports: { '#*.ts': './*.js', '#*.json': './*.json' } }
  writeFileSync(join(dist, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

/** The compiler rewrites imports only; a path to a `.ts` file built any other way would be missing here. */
function refuseSourcePaths(): void {
  const offenders = globSync('**/*.js', { cwd: dist }).filter((path) =>
    /new URL\(\s*['"`][^'"`]*\.ts['"`]/.test(readFileSync(join(dist, path), 'utf8')),
  )
  if (offenders.length === 0) return
  console.error(`these files name a .ts file that is not published: ${offenders.join(', ')}`)
  console.error('take the extension from import.meta.url, so that it is .js in the published package')
  process.exit(1)
}
