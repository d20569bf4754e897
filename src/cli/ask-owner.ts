import { constants } from 'node:fs'
import { access, copyFile, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { Operation } from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
import { askServer, type ServerAddress } from './ask-server.ts'

async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch {
    // Another disk.
    await copyFile(from, to, constants.COPYFILE_EXCL)
    await rm(from)
  }
}

/** The answer of the server that owns a project on this machine; a file it writes is put where the input says. */
export async function askOwner(
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
  address: ServerAddress,
): Promise<unknown> {
  const { to, at } = operation.writes ?? { to: '', at: '' }
  const { [to]: named, ...rest } = input
  if (typeof named !== 'string') return askServer(operation, input, address)
  const target = resolve(named)
  const isThere = await access(target).then(
    () => true,
    () => false,
  )
  if (isThere)
    throw new PermilleError('conflict', `${target} is there already`, { remedy: 'name a new file' })
  const answer = z.record(z.string(), z.unknown()).parse(await askServer(operation, rest, address))
  const written = z.string().parse(answer[at])
  try {
    await moveFile(written, target)
  } catch (cause) {
    throw new PermilleError('unavailable', `${target} cannot be written`, {
      remedy: `take ${written} instead`,
      cause,
    })
  }
  return { ...answer, [at]: target }
}
