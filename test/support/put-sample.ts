import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { openSample } from '#engine/sample/open-sample.ts'
import type { TemporaryProject } from './temporary-project.ts'

/** Puts the simulated studio into a project as its first opening would leave it; built once in a run of tests. */
export async function putSample({ path }: TemporaryProject): Promise<void> {
  const samples = inject('samples')
  const built = join(samples, 'built')
  if (!existsSync(built)) {
    const draft = mkdtempSync(join(samples, 'draft-'))
    const store = await openSample('studio', join(draft, 'studio'), new AbortController().signal)
    await store.close()
    try {
      renameSync(draft, built)
    } catch (error) {
      if (!existsSync(built)) throw error
      // Another test was quicker.
      rmSync(draft, { recursive: true })
    }
  }
  cpSync(built, join(path, '.permille/sample'), { recursive: true })
}
