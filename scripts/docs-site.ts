// Builds the pages of docs as a site into the ignored folder site/: plain files for any web server.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { repositoryFiles } from '../test/docs/repository-files.ts'
import { repository } from '../test/support/repository.ts'
import { buildSite } from './docs-site/build-site.ts'

const folder = join(repository, 'site')
const site = buildSite(repositoryFiles(), (source) => readFileSync(join(repository, source), 'utf8'))
rmSync(folder, { recursive: true, force: true })
for (const [path, file] of site) {
  const target = join(folder, path)
  mkdirSync(dirname(target), { recursive: true })
  if ('text' in file) writeFileSync(target, file.text)
  else cpSync(join(repository, file.copyOf), target)
}
process.stdout.write(`${site.size} files in site/: open site/index.html, or serve the folder to search too\n`)
