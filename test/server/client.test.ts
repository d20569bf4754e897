import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import openapiTS, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openapi } from '#server/openapi.ts'
import type { CommandProject } from '../support/command-project.ts'
import { repository } from '../support/repository.ts'
import { type ServedProject, serveProject } from '../support/serve-project.ts'
import { bannerProject } from './banner-file.ts'

/** A program as somebody writes it who knows nothing of permille but its contract. */
const PROGRAM = `
import createClient from 'openapi-fetch'
import type { paths } from './api.ts'

export async function tour(baseUrl: string) {
  const client = createClient<paths>({ baseUrl })
  const ranked = await client.GET('/api/v1/rank', { params: { query: { by: 'creative' } } })
  const first = ranked.data?.rows[0]
  const name: string | undefined = first?.name
  const impressions: number | null | undefined = first?.impressions
  const asked = await client.POST('/api/v1/query', { body: { metrics: ['ipm'], by: ['network'] } })
  const merged = await client.POST('/api/v1/creatives-merge', {
    params: { header: { 'Idempotency-Key': 'once' } },
    body: { creatives: ['Cat', 'Dog'], name: 'Pets' },
  })
  const refused = await client.GET('/api/v1/rank', { params: { query: { by: 'creativ' } } })
  const code: string | undefined = refused.error?.code
  // @ts-expect-error there is no such field
  await client.GET('/api/v1/rank', { params: { query: { no_such_field: 1 } } })
  // @ts-expect-error there is no such question
  await client.GET('/api/v1/no-such-question')
  return {
    first: { name, impressions },
    rows: asked.data?.rows.length,
    merged: merged.response.status,
    code,
  }
}
`

const Tour = z.object({
  first: z.object({ name: z.string(), impressions: z.number() }),
  rows: z.number(),
  merged: z.number(),
  code: z.string(),
})
const Program = z.object({ tour: z.function({ input: [z.string()], output: z.promise(Tour) }) })

describe('a client generated from the contract', () => {
  const folder = join(repository, '.cache/client')
  const program = join(folder, 'program.ts')
  let project: CommandProject
  let server: ServedProject

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'api.ts'), astToString(await openapiTS(JSON.stringify(openapi()))))
    writeFileSync(program, PROGRAM)
    project = await bannerProject()
    server = await serveProject(project.folder.path)
  })
  afterAll(async () => {
    await server?.stop()
    project?.folder.remove()
  })

  test('knows the types of what is asked and answered', () => {
    const built = ts.createProgram([program], {
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      types: [],
      skipLibCheck: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      allowImportingTsExtensions: true,
      noEmit: true,
    })
    const told = ts.getPreEmitDiagnostics(built)
    expect(told.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([])
  })

  test('asks, changes, and is told what is wrong', async () => {
    const { tour } = Program.parse(await import(program))
    expect(await tour(server.url)).toEqual({
      first: { name: 'Cat', impressions: 100_000 },
      rows: 2,
      merged: 200,
      code: 'not_found',
    })
  })
})
