import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

const TESTS_OUTSIDE = 125
const TESTS_INSIDE = 25
const DEFECTIVE = { first: '201326', last: '201402' } as const
const TARGET = new URL('../src/sample/upworthy/tests.json', import.meta.url)

interface Arm {
  headline: string
  eyecatcher: string
  impressions: number
  clicks: number
}

interface HeadlineTest {
  test: string
  week: string
  arms: Arm[]
}

/** Records of a comma-separated text, quotes and line ends inside quotes respected. */
function parseRecords(text: string): string[][] {
  const records: string[][] = []
  let record: string[] = []
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    record.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    if (record.length > 1) records.push(record)
    record = []
  }
  return records
}

function readTests(path: string): HeadlineTest[] {
  const [header = [], ...records] = parseRecords(readFileSync(path, 'utf8'))
  const tests = new Map<string, HeadlineTest>()
  const mixed = new Set<string>()
  for (const record of records) {
    const field = (name: string): string => record[header.indexOf(name)] ?? ''
    const test = field('clickability_test_id')
    const week = field('test_week')
    const known = tests.get(test) ?? { test, week, arms: [] }
    if (known.week !== week || field('eyecatcher_id') === '') mixed.add(test)
    known.arms.push({
      headline: field('headline')
        .replace(/<\/?[a-z][^>]*>/gi, '')
        .replace(/\s+/g, ' ')
        .trim(),
      eyecatcher: field('eyecatcher_id'),
      impressions: Number(field('impressions')),
      clicks: Number(field('clicks')),
    })
    tests.set(test, known)
  }
  return [...tests.values()].filter(({ test, arms }) => !mixed.has(test) && arms.length > 1)
}

function digest({ test }: HeadlineTest): string {
  return createHash('sha256').update(`permille ${test}`).digest('hex')
}

function choose(tests: readonly HeadlineTest[], count: number): HeadlineTest[] {
  return tests.toSorted((a, b) => (digest(a) < digest(b) ? -1 : 1)).slice(0, count)
}

const { positionals } = parseArgs({ allowPositionals: true })
const [source] = positionals
if (source === undefined) {
  console.error('usage: node scripts/make-upworthy-sample.ts <upworthy csv>')
  process.exit(2)
}

const tests = readTests(source)
const isDefective = ({ week }: HeadlineTest): boolean => week >= DEFECTIVE.first && week <= DEFECTIVE.last
const chosen = [
  ...choose(
    tests.filter((test) => !isDefective(test)),
    TESTS_OUTSIDE,
  ),
  ...choose(tests.filter(isDefective), TESTS_INSIDE),
].sort((a, b) => a.week.localeCompare(b.week) || a.test.localeCompare(b.test))

writeFileSync(TARGET, `${JSON.stringify(chosen, null, 2)}\n`)
console.log(`${chosen.length} tests, ${chosen.reduce((sum, { arms }) => sum + arms.length, 0)} arms`)
