// Runs before start, test, check and build, on whatever Node is installed and with nothing installed yet:
// plain JavaScript, Node's own modules only.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const windows = process.platform === 'win32'
const ownNode = join(root, 'node_modules/node/bin', windows ? 'node.exe' : 'node')
const webStamp = join(root, 'node_modules/.permille-stamp')

if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(`permille needs Node 20 or newer to start from its sources; this is Node ${process.versions.node}.`)
}
if (!isInstalled()) install()
buildWebWhenChanged()

/** Whether node_modules holds what package-lock.json asks for, by npm's own record of what it installed. */
function isInstalled() {
  const wanted = readPackages(join(root, 'package-lock.json'))
  const present = readPackages(join(root, 'node_modules/.package-lock.json'))
  if (wanted === null || present === null || !existsSync(ownNode)) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const installed = present[path]
    if (installed === undefined) return entry.optional === true || entry.devOptional === true
    return installed.version === entry.version
  })
}

function readPackages(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages
  } catch {
    return null
  }
}

function install() {
  console.log('permille: installing packages, once…')
  // npm 11 refuses `npm ci` when the lock file lacks an optional package of another platform; this never does.
  const options = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  // The npm and the Node that started this script: the ones in node_modules are about to be replaced.
  const { npm_execpath: npm, npm_node_execpath: node } = process.env
  const result = npm?.endsWith('.js')
    ? run(node ?? process.execPath, [npm, ...options])
    : run(windows ? 'npm.cmd' : 'npm', options, { shell: windows })
  if (result.status !== 0) stop('permille could not install its packages; npm said why above.')
  if (!existsSync(ownNode)) {
    stop('permille could not install its own Node: npm skipped the install script of the package "node".')
  }
}

function buildWebWhenChanged() {
  if (!existsSync(join(root, 'web/index.html'))) {
    console.log('permille: there is no web page to build yet.')
    return
  }
  const stamp = hash(['web', 'src/schema', 'package-lock.json'])
  const built = existsSync(webStamp) && readFileSync(webStamp, 'utf8') === stamp
  if (built && existsSync(join(root, 'web/dist/index.html'))) return
  console.log('permille: building the web page…')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const result = run(ownNode, [vite, 'build', 'web', '--logLevel', 'warn'])
  if (result.status !== 0) stop('permille could not build the web page; Vite said why above.')
  mkdirSync(dirname(webStamp), { recursive: true })
  writeFileSync(webStamp, stamp)
}

function hash(paths) {
  const sum = createHash('sha256')
  for (const path of paths) addToHash(sum, path)
  return sum.digest('hex')
}

function addToHash(sum, path) {
  const absolute = join(root, path)
  const entries = listFolder(absolute)
  if (entries === null) {
    sum.update(`${path}\0`)
    if (existsSync(absolute)) sum.update(readFileSync(absolute))
    return
  }
  for (const name of entries) {
    if (name !== 'dist' && name !== 'node_modules') addToHash(sum, `${path}/${name}`)
  }
}

function listFolder(path) {
  try {
    return readdirSync(path).sort()
  } catch {
    return null
  }
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
}

function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
