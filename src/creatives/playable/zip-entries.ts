import type { Entry, ZipFile } from 'yauzl'

const MOST_FILES = 5000

/** The entries of a zip file; throws where there are too many. */
export async function zipEntries(zip: ZipFile): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  for await (const entry of zip.eachEntry()) {
    if (entries.push(entry) > MOST_FILES) throw new Error(`it holds more than ${MOST_FILES} files`)
  }
  return entries
}
