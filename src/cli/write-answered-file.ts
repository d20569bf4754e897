import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { FileAnswer } from '#schema/answer/file-answer.ts'
import { PermilleError } from '#schema/error.ts'

async function save(file: string, bytes: Buffer): Promise<void> {
  const path = resolve(file)
  const part = `${path}.${randomUUID().slice(0, 8)}.part`
  try {
    await writeFile(part, bytes)
    await rename(part, path)
  } catch (cause) {
    await rm(part, { force: true })
    throw new PermilleError('usage', `${file} cannot be written`, {
      remedy: `check that the folder ${dirname(path)} is there and may be written to`,
      cause,
    })
  }
}

/** Writes a file somebody asked for, whole or not at all; to standard output where no name is given. */
export async function writeAnsweredFile(answer: unknown, file: string | undefined): Promise<void> {
  const { encoding, content, rows } = FileAnswer.parse(answer)
  const bytes = Buffer.from(content, encoding === 'text' ? 'utf8' : 'base64')
  if (file !== undefined) {
    await save(file, bytes)
    console.error(`${file}: ${rows} ${rows === 1 ? 'row' : 'rows'}`)
  } else if (encoding === 'base64' && process.stdout.isTTY) {
    throw new PermilleError('usage', 'this file is not text', { remedy: 'name a file with --output' })
  } else {
    process.stdout.write(bytes)
  }
}
