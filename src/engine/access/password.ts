import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { PermilleError } from '#schema/error.ts'

/** Cost of one guess, as OWASP advises where memory is short: 32 MB and three passes. */
const COST = { N: 2 ** 15, r: 8, p: 3 }
const MEMORY = 64 * 1024 * 1024
const KEY_BYTES = 32
const SHORTEST = 12
const LONGEST = 200
const MOST_WAITING = 50

let waiting = 0
let turn: Promise<unknown> = Promise.resolve()

/** One at a time, so that many guesses at once take neither the memory nor the threads of answers. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting >= MOST_WAITING) {
    throw new PermilleError('rate_limited', 'too many people are signing in at once', {
      remedy: 'try again in a minute',
      details: { retryAfter: 60 },
    })
  }
  waiting += 1
  const done = turn.then(work, work)
  turn = done.catch(() => {})
  return done.finally(() => {
    waiting -= 1
  })
}

function derive(password: string, salt: Buffer, { N, r, p }: typeof COST): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { N, r, p, maxmem: MEMORY }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })
}

/** Throws `usage` for a password that is too short to keep anybody out. */
export function requireGoodPassword(password: string, name: string): void {
  const { length } = [...password]
  if (length >= SHORTEST && length <= LONGEST && password.toLowerCase() !== name) return
  throw new PermilleError('usage', `a password has ${SHORTEST} to ${LONGEST} characters`, {
    remedy: 'use a few words, or let a password manager make one',
  })
}

/** A password as it is stored: `scrypt$N$r$p$salt$key`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await inTurn(() => derive(password, salt, COST))
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), key.toString('base64')].join('$')
}

const NOBODY = [
  'scrypt',
  COST.N,
  COST.r,
  COST.p,
  'bm9ib2R5',
  Buffer.alloc(KEY_BYTES).toString('base64'),
].join('$')

/** Whether a password is the stored one; takes as long where nothing is stored, so that names cannot be told apart. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = (stored ?? NOBODY).split('$')
  const cost = { N: Number(N), r: Number(r), p: Number(p) }
  const tried = await inTurn(() => derive(password, Buffer.from(salt, 'base64'), cost))
  return timingSafeEqual(tried, Buffer.from(key, 'base64')) && stored !== null
}
