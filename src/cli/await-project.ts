import { setTimeout as wait } from 'node:timers/promises'
import { type Owner, type Ownership, readOwner, takeOwnership } from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'

const WAIT_MILLISECONDS = 120_000
const LOOK_EVERY = 200

/** A project's server, or the project itself for this process, once nothing else uses it. */
export type Access =
  | { readonly kind: 'server'; readonly owner: Owner; readonly url: string }
  | { readonly kind: 'own'; readonly ownership: Ownership }

/** Waits while another command has the project; throws `busy` when that takes too long. */
export async function awaitProject(lock: string, say: (sentence: string) => void): Promise<Access> {
  const deadline = Date.now() + WAIT_MILLISECONDS
  let said = false
  for (;;) {
    const owner = await readOwner(lock)
    if (owner?.url) return { kind: 'server', owner, url: owner.url }
    try {
      return { kind: 'own', ownership: await takeOwnership(lock) }
    } catch (error) {
      if (!(error instanceof PermilleError) || error.code !== 'busy' || Date.now() > deadline) throw error
      if (!said) say('Another permille command is using this project; waiting for it …')
      said = true
      await wait(LOOK_EVERY)
    }
  }
}
