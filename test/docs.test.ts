import { existsSync, globSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, delimiter, dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { buildSite } from '../scripts/docs-site/build-site.ts'
import { connectorFoldersForAll } from './architecture/rules.ts'
import { anchors, codeBlocks, localLinks } from './docs/markdown.ts'
import { operationModules } from './docs/operation-modules.ts'
import { readText, repositoryFiles } from './docs/repository-files.ts'
import { putSample } from './support/put-sample.ts'
import { repository } from './support/repository.ts'
import { requirement } from './support/requirement.ts'
import { runCommand } from './support/run-permille.ts'
import { temporaryProject } from './support/temporary-project.ts'

const files = repositoryFiles()
const pages = files.filter((path) => path.endsWith('.md'))
const read = (path: string) => readFileSync(join(repository, path), 'utf8')

describe('links', () => {
  test.each(pages)('of %s lead somewhere', (page) => {
    const broken = localLinks(read(page)).filter((link) => !leadsSomewhere(page, link))
    expect(broken).toEqual([])
  })

  function leadsSomewhere(page: string, link: string): boolean {
    const [path = '', anchor] = decodeURI(link).split('#')
    const target = path === '' ? page : relative(repository, join(repository, dirname(page), path))
    if (target.startsWith('..') || !existsSync(join(repository, target))) return false
    return anchor === undefined || !target.endsWith('.md') || anchors(read(target)).has(anchor)
  }

  test('of the site lead somewhere, and its menu to every page', () => {
    const site = buildSite(files, read)
    const html = [...site].flatMap(([path, file]) =>
      path.endsWith('.html') && 'text' in file ? [{ path, text: file.text }] : [],
    )
    const placesOf = new Map(
      html.map(({ path, text }) => [path, new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id))]),
    )
    const broken: string[] = []
    const inMenu = new Set<string>()
    for (const { path, text } of html) {
      const menu = text.slice(0, text.indexOf('<main'))
      for (const [part, links] of [
        ['menu', menu],
        ['page', text.slice(menu.length)],
      ] as const) {
        for (const [, href = ''] of links.matchAll(/ (?:href|src)="([^"]*)"/g)) {
          if (/^[a-z]+:/.test(href)) continue
          const [target = '', anchor] = href.split('#')
          const aim = target === '' ? path : join(dirname(path), target)
          const places = placesOf.get(aim)
          if (!site.has(aim) || (anchor !== undefined && places?.has(anchor) === false))
            broken.push(`${path}: ${href}`)
          if (part === 'menu') inMenu.add(aim)
        }
      }
    }
    expect(broken).toEqual([])
    expect(html.map(({ path }) => path).filter((path) => !inMenu.has(path))).toEqual([])
    const shown = pages.filter((page) => page.startsWith('docs/')).length
    expect(html.length).toBeGreaterThan(shown)
  })
})

describe('commands', () => {
  test('that pages name as npm scripts exist', () => {
    const scripts = Object.keys(JSON.parse(read('package.json')).scripts)
    const named = pages.flatMap((page) => [...read(page).matchAll(/\bnpm run ([a-z][a-z:-]*[a-z])/g)])
    expect(named.map(([, name]) => name).filter((name) => !scripts.includes(name ?? ''))).toEqual([])
  })

  const updating = process.env.PERMILLE_UPDATE !== undefined

  /** Writes what the last table of the block before printed, and the lines after it, in place of an `output` block. */
  function update(page: string, text: string, said: string): void {
    const start = said.search(/^ *# {2}/m)
    const sameStart = said.indexOf(text.split('\n', 1)[0] ?? '')
    const table = said.slice(Math.max(0, start === -1 ? sameStart : start))
    writeFileSync(join(repository, page), read(page).replace(`output\n${text}`, `output\n${table}`))
  }

  const runnable = pages.filter((page) => codeBlocks(read(page)).some(({ marks }) => marks.includes('run')))

  requirement('command-line').describe('that pages mark as runnable', () => {
    test('include the first steps', () => {
      expect(runnable).toContain('README.md')
    })

    test.each(runnable)('of %s run, one after the other in one new project', async (page) => {
      const project = temporaryProject()
      // A newcomer's first page builds it.
      if (page !== 'README.md') await putSample(project)
      for (const folder of ['bin', 'examples'])
        symlinkSync(join(repository, folder), join(project.path, folder))
      let said = ''
      const path = ['bin', 'node_modules/.bin'].map((folder) => join(repository, folder))
      const env = { PATH: [...path, process.env.PATH].join(delimiter) }
      try {
        for (const { marks, text, line } of codeBlocks(read(page))) {
          const file = marks.find((mark) => mark.startsWith('file='))?.slice('file='.length)
          if (file !== undefined) project.write(file, text)
          if (marks.includes('output') && updating) update(page, text, said)
          else if (marks.includes('output')) {
            expect(said, `${page}:${line} has changed: PERMILLE_UPDATE=1 npm run docs:check`).toContain(text)
          }
          if (!marks.includes('run')) continue
          const { code, stdout, stderr } = await runCommand('bash', ['-euo', 'pipefail', '-c', text], {
            cwd: project.path,
            env,
          })
          expect(code, `${page}:${line}\n${stdout}${stderr}`).toBe(0)
          said = stdout
        }
      } finally {
        project.remove()
      }
    })
  })
})

describe('containers', () => {
  const scripts = Object.keys(JSON.parse(read('package.json')).scripts)
  const compositions = files.filter((path) => /^deploy\/.*compose\.yaml$/.test(path))
  const Service = z.object({ build: z.string().optional(), volumes: z.array(z.string()).default([]) })
  const Composition = z.object({
    services: z.record(z.string(), Service),
    volumes: z.record(z.string(), z.unknown()),
  })

  test('copy what is there, and run npm scripts that exist', () => {
    const image = read('Dockerfile')
    const copied = [...image.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    )
    expect(copied).toContain('package-lock.json')
    expect(copied.filter((path) => !existsSync(join(repository, path)))).toEqual([])
    const run = [...image.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = '']) => name)
    expect([...run, 'prepack'].filter((name) => !scripts.includes(name))).toEqual([])
    const stages = [...image.matchAll(/^FROM \S+ AS (\w+)$/gm)].map(([, name]) => name)
    const taken = [...image.matchAll(/^COPY --from=(\w+)/gm)].map(([, name]) => name)
    expect(taken.filter((name) => !stages.includes(name))).toEqual([])
  })

  test.each(compositions)('of %s are built from, and mount, what is there', (path) => {
    const folder = join(repository, dirname(path))
    const { services, volumes } = Composition.parse(parse(read(path), { merge: true }))
    for (const { build, volumes: mounts } of Object.values(services)) {
      if (build !== undefined) expect(existsSync(join(folder, build, 'Dockerfile'))).toBe(true)
      for (const [source = ''] of mounts.map((mount) => mount.split(':')))
        expect(source.startsWith('.') ? existsSync(join(folder, source)) : source in volumes, source).toBe(
          true,
        )
    }
    expect(Object.keys(services)).not.toEqual([])
  })
})

describe('pages', () => {
  const connectors = globSync('src/connectors/*/', { cwd: repository })
    .map((path) => basename(path))
    .filter((name) => !connectorFoldersForAll.includes(name))
  const modules = (folder: string) =>
    globSync(`${folder}/*.ts`, { cwd: repository })
      .map((path) => basename(path, '.ts'))
      .filter((name) => name !== 'index' && !name.endsWith('.test'))

  test.each([
    { what: 'connector', folder: 'docs/connectors', names: connectors },
    { what: 'metric', folder: 'docs/metrics', names: modules('src/metrics/definitions') },
    { what: 'operation', folder: 'docs/reference/operations', names: operationModules() },
  ])('in $folder are one for each $what', ({ folder, names }) => {
    const written = globSync(`${folder}/*.md`, { cwd: repository }).map((path) => basename(path, '.md'))
    const missing = names.filter((name) => !written.includes(name))
    const leftOver = written.filter((name) => name !== 'README' && !names.includes(name))
    expect([
      ...missing.map((name) => `write ${folder}/${name}.md`),
      ...leftOver.map((name) => `remove ${folder}/${name}.md`),
    ]).toEqual([])
  })
})

describe('files', () => {
  // Spelled so that this file does not name what it forbids.
  const machinePaths = /(?<![\w.*})\]-])\/(?:w[o]rk\/|f[a]rm\b|(?:home|Users)\/[a-z]|root\/)/
  const ownPaths = [repository, homedir()].filter((path) => path.split('/').length > 2)
  const registry = hostOf(process.env.npm_config_registry ?? '')

  test('name no place on one machine', () => {
    const offences = files.flatMap((path) => {
      const text = readText(path) ?? ''
      const place = ownPaths.find((own) => text.includes(own)) ?? machinePaths.exec(text)?.[0]
      return place === undefined ? [] : [`${path}: ${place}`]
    })
    expect(offences).toEqual([])
  })

  test('name no package registry but the public one', () => {
    const resolved = [...read('package-lock.json').matchAll(/"resolved": "([^"]+)"/g)].map(
      ([, url = '']) => url,
    )
    expect(resolved.filter((url) => hostOf(url) !== 'registry.npmjs.org')).toEqual([])
    if (registry === null || registry === 'registry.npmjs.org') return
    expect(files.filter((path) => readText(path)?.includes(registry))).toEqual([])
  })

  function hostOf(url: string): string | null {
    return URL.parse(url)?.host ?? null
  }
})
