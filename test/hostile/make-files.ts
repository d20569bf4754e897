import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ARCHIVE_CASES, FOREIGN_CASES, WORKBOOK_CASES } from './container-cases.ts'
import type { HostileCase } from './hostile-case.ts'
import { JSON_CASES } from './json-cases.ts'
import { TEXT_CASES } from './text-cases.ts'

export const HOSTILE_CASES: readonly HostileCase[] = [
  ...TEXT_CASES,
  ...JSON_CASES,
  ...ARCHIVE_CASES,
  ...WORKBOOK_CASES,
  ...FOREIGN_CASES,
]

/** Writes every hostile file into a folder, each under its own name. */
export function makeFiles(folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const { name, content } of HOSTILE_CASES) writeFileSync(join(folder, name), content)
}

const folder = process.argv[2]
if (import.meta.main && folder !== undefined) makeFiles(folder)
