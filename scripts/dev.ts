import { spawn } from 'node:child_process'
import { dirname } from 'node:path'

const root = dirname(import.meta.dirname)
const commands = [
  ['--watch', '--watch-preserve-output', 'bin/permille', 'serve', ...process.argv.slice(2)],
  ['node_modules/vite/bin/vite.js', 'web'],
]

const children = commands.map((args) => spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }))
for (const child of children) {
  child.on('exit', (code) => {
    process.exitCode ??= code ?? 1
    for (const other of children) other.kill()
  })
}
