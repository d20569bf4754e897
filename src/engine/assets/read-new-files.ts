import type { z } from 'zod'
import type { TaggedFile, TagRun } from '#schema/answer/tag-answer.ts'
import type { Project } from '../project.ts'
import type { Work } from './work.ts'

/** Reads the stored files that are new and takes over what they show; each is told as soon as it is known. */
export async function readNewFiles(
  project: Project,
  work: Work,
  onFile: (file: TaggedFile) => void = () => {},
): Promise<z.output<typeof TagRun>> {
  return project.assets.reader.turns.take(() => readInTurn(project, work, onFile), work.signal)
}

async function readInTurn(
  project: Project,
  work: Work,
  onFile: (file: TaggedFile) => void,
): Promise<z.output<typeof TagRun>> {
  const { assets } = project
  let read = 0
  let unreadable = 0
  let visionModel: z.output<typeof TagRun>['visionModel'] = null
  try {
    for await (const file of assets.reader.read(work)) {
      read += 1
      if (file.facts === null || file.facts.type === 'unknown') unreadable += 1
      onFile(file)
    }
    await assets.relations.compare(work)
    visionModel = await project.askVisionModel(work)
  } finally {
    await project.takeFiles()
  }
  return { read, unreadable, total: assets.records.count(), visionModel }
}
