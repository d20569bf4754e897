import { noFacts } from './facts/no-facts.ts'
import type { FileKind } from './file-kind.ts'
import type { OwnModels } from './own-models.ts'
import { readPages } from './read-pages.ts'
import { readPicture } from './read-picture.ts'
import { readVideo } from './read-video.ts'
import { type FileToRead, type Reading, untold } from './reading.ts'

/** Facts and tags of a file of this kind. */
export async function readFileOf(kind: FileKind, file: FileToRead, models: OwnModels): Promise<Reading> {
  if (kind.type === 'picture') return readPicture(file, kind.format, models.image)
  if (kind.type === 'video') return readVideo(file, kind.format, models)
  if (kind.type === 'unreadable') {
    return {
      facts: { ...noFacts(file.bytes), format: kind.format },
      tags: [],
      notComputed: untold(['facts'], kind.reason),
    }
  }
  return readPages(file, kind.format, models.image)
}
