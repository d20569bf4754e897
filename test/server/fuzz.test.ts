import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OPERATIONS, type Operation } from '#engine/index.ts'
import type { CommandProject } from '../support/command-project.ts'
import { inputsOf } from '../support/json-schema-values.ts'
import { post, send } from '../support/send.ts'
import { type ServedProject, serveProject } from '../support/serve-project.ts'
import { bannerProject } from './banner-file.ts'

const WORDS = [
  ...['creative', 'network', 'country', 'day', 'ipm', 'spend', 'installs', 'install', 'impressions', 'meta'],
  ...['Cat', 'Dog', 'network = meta', 'ipm > 1 and os = ios', 'previous', '28d', '20%', '1000', '-ipm', ''],
  ...['SELECT * FROM delivery', 'DESCRIBE outcome', "';--", '../../etc/passwd', 'constructor', '\u0000', 'é'],
  ...['2026-03-01..2026-03-02', 'A=Cat', 'read', '1d', 'a,b', '(', '9'.repeat(30)],
]

/** No answer may take longer, whatever is asked. */
const LONGEST_MS = 120_000
const RUNS = 12

let project: CommandProject
let server: ServedProject

beforeAll(async () => {
  project = await bannerProject()
  server = await serveProject(project.folder.path)
})
afterAll(async () => {
  await server.stop()
  project.folder.remove()
})

/** The built-in samples take a while to build and are asked elsewhere. */
function withoutSample(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !('sample' in input)) return input
  const { sample: _sample, ...rest } = input
  return rest
}

async function expectAnswer(operation: Operation, input: unknown) {
  const started = performance.now()
  const { status, headers, text } = await post(server.url, operation.name, withoutSample(input))
  const asked = `${operation.name} ${JSON.stringify(input)}: ${text.slice(0, 300)}`
  expect(status, asked).toBeLessThan(500)
  expect(performance.now() - started, asked).toBeLessThan(LONGEST_MS)
  if (status === 200) {
    const read = operation.output.safeParse(JSON.parse(text))
    expect(read.error?.issues ?? [], asked).toEqual([])
  } else {
    expect(headers['content-type'], asked).toMatch(/^application\/problem\+json/)
  }
}

/** Asks a public server, which its own tests stand in for. */
const ABROAD = 'rates-fetch'

describe('whatever is sent, nothing breaks', () => {
  test.each(OPERATIONS.filter(({ name }) => name !== ABROAD))('$name', async (operation) => {
    const { valid, invalid } = inputsOf(operation.input, WORDS)
    const check = fc.asyncProperty(fc.oneof(valid, invalid), (input) => expectAnswer(operation, input))
    await fc.assert(check, { numRuns: RUNS, endOnFailure: true })
  })

  test('and the server still answers', async () => {
    expect((await send(server.url, '/readyz')).status).toBe(200)
    expect(server.output()).not.toMatch(/Error/)
  })
})
