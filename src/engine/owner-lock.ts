import { createHash, randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'

const Owner = z.object({
  pid: z.number().int(),
  /** Start of the process as the system counts it, so that a reused pid is not taken for the owner. */
  started: z.string(),
  url: z.string().nullable(),
  token: z.string(),
})
export type Owner = z.infer<typeof Owner>

export interface Ownership {
  readonly token: string
  /** Tells other commands where the running server is. */
  announce(url: string): Promise<void>
  release(): Promise<void>
}

async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (stat !== null) {
    const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // A process that ended counts until its parent has noticed.
    return state === 'Z' || state === 'X' ? null : (fields[18] ?? '')
  }
  try {
    process.kill(pid, 0)
    return ''
  } catch {
    return null
  }
}

async function isAlive({ pid, started }: Owner): Promise<boolean> {
  const start = await startOf(pid)
  return start !== null && (start === '' || started === '' || start === started)
}

/** The live owner of a project, or `null`; a lock left by a dead process does not count. */
export async function readOwner(path: string): Promise<Owner | null> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return null
  try {
    const owner = Owner.parse(JSON.parse(text))
    return (await isAlive(owner)) ? owner : null
  } catch {
    return null
  }
}

/** Makes this process the owner of a project; throws `busy` while another one is. */
export async function takeOwnership(path: string): Promise<Ownership> {
  await mkdir(dirname(path), { recursive: true })
  const owner: Owner = {
    pid: process.pid,
    started: (await startOf(process.pid)) ?? '',
    url: null,
    token: randomBytes(24).toString('base64url'),
  }
  const own = `${path}.${process.pid}`
  const write = (value: Owner) => writeFile(own, JSON.stringify(value), { mode: 0o600 })
  await write(owner)
  try {
    if (!(await placed(own, path))) {
      await clearStale(own, path)
      if (!(await placed(own, path))) throw busy()
    }
  } finally {
    await rm(own, { force: true })
  }
  return {
    token: owner.token,
    async announce(url) {
      await write({ ...owner, url })
      await rename(own, path)
    },
    release: () => rm(path, { force: true }),
  }
}

/** Puts a whole lock in place at once, so that nobody ever reads half of one; false where one is there. */
async function placed(own: string, path: string): Promise<boolean> {
  return link(own, path).then(
    () => true,
    () => false,
  )
}

/**
 * Takes a dead process's lock away. Only who holds the claim on exactly this lock may: else one that read it before could
 * take away the lock of who came after.
 */
async function clearStale(own: string, path: string): Promise<void> {
  const read = () => readFile(path, 'utf8').catch(() => null)
  const stale = await read()
  if (stale === null) return
  if ((await readOwner(path)) !== null) throw busy()
  const claim = `${path}.${createHash('sha256').update(stale).digest('hex').slice(0, 12)}`
  if (!(await placed(own, claim))) {
    await clearStale(own, claim)
    if (!(await placed(own, claim))) throw busy()
  }
  try {
    if ((await read()) === stale) await rm(path, { force: true })
  } finally {
    await rm(claim, { force: true })
  }
}

function busy(): PermilleError {
  return new PermilleError('busy', 'another permille command is using this project', {
    remedy: 'it is waited for; if nothing is running, remove .permille/owner.lock',
  })
}
