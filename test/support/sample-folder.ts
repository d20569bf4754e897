import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder for the samples of this run of tests. */
    samples: string
  }
}

/** Set-up of a run of tests: a folder where samples are built once. */
export default function sampleFolder(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'permille-samples-'))
  project.provide('samples', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
