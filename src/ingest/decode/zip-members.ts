import type { Entry } from 'yauzl'
import { refuse } from './refuse.ts'
import type { ZipArchive } from './zip-archive.ts'

type Package = { kind: 'xlsx' | 'files' } | { kind: 'refused'; finding: string; remedy: string }

const SAVE_AS = 'save the sheet as XLSX or CSV UTF-8 and import that'

/** What a zip archive is: a workbook, another office document, or just files. */
export function describePackage(archive: ZipArchive): Package {
  const has = (pattern: RegExp) => archive.entries.some(({ fileName }) => pattern.test(fileName))
  if (has(/^xl\/workbook\.xml$/i)) return { kind: 'xlsx' }
  if (has(/^xl\/workbook\.bin$/i)) return refused('is a binary Excel workbook (.xlsb), which is not read')
  if (has(/^META-INF\/manifest\.xml$/) && has(/^content\.xml$/)) {
    return refused('is an OpenDocument file (.ods), which is not read')
  }
  if (has(/^Index\/Document\.iwa$|^Index\.zip$/)) return refused('is a Numbers document, which is not read')
  if (has(/^(?:word|ppt)\//)) return refused('is a Word or PowerPoint document, not a table')
  return { kind: 'files' }
}

/** The members of an archive worth decoding: no folders, no droppings of the system that packed it. */
export function chooseMembers(archive: ZipArchive): Entry[] {
  const members = archive.entries.filter(({ fileName }) => {
    const last = fileName.split('/').at(-1) ?? ''
    return last !== '' && !last.startsWith('.') && !fileName.startsWith('__MACOSX/') && last !== 'Thumbs.db'
  })
  if (members.length === 0)
    throw refuse(archive.name, 'is a zip archive without files', 'export the report again')
  if (members.some((entry) => entry.isEncrypted())) {
    throw refuse(
      archive.name,
      'is locked with a password',
      'unpack it with the password and import the files inside',
    )
  }
  return members
}

function refused(finding: string): Package {
  return { kind: 'refused', finding, remedy: SAVE_AS }
}
