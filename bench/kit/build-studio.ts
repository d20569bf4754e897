import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeStudio } from '../data/make-studio.ts'
import { measure, PERMILLE } from './measure.ts'

/** Imports a studio's files into a project of their own; its folder. */
export async function buildStudio(folder: string, rows: number, creatives?: number): Promise<string> {
  const project = join(folder, 'project')
  for (const { path, flags } of await writeStudio(folder, rows, creatives)) {
    const args = ['--project', project, 'import', path, '--yes', '--json', ...flags]
    const { seconds } = await measure(PERMILLE, args)
    console.log(`imported ${path} in ${seconds.toFixed(1)} s`)
    await rm(path)
  }
  return project
}
