import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { besidePermille, LocalPackages, taggingFolder } from './local-packages.ts'

const isWindows = process.platform === 'win32'

/** Runs npm in a folder; what it says goes to the error stream. */
function install(folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // onnxruntime's install script would fetch hundreds of megabytes for graphics cards; no package here needs its script.
    const options = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    const child = spawn(isWindows ? 'npm.cmd' : 'npm', options, {
      cwd: folder,
      shell: isWindows,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`npm ended with ${code}`))))
  })
}

/** Installs what local tagging needs, about 690 MB, and returns where; throws where npm cannot. */
export async function installPackages(): Promise<string> {
  const folder = taggingFolder()
  mkdirSync(folder, { recursive: true })
  for (const name of ['package.json', 'package-lock.json']) {
    const from = join(besidePermille(), name)
    if (existsSync(from)) cpSync(from, join(folder, name))
  }
  await install(folder)
  const found = LocalPackages.find()
  if (found === null) throw new Error('npm installed not all of it')
  return found.folder
}
