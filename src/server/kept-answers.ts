import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from 'hono'
import { LRUCache } from 'lru-cache'
import type { Env } from './env.ts'
import { type PackedJson, packJson, sendPacked } from './packed-json.ts'

const MOST_BYTES = 64 * 1024 * 1024
/** Questions that are asked all the time: as many, asked so short a time ago. */
const RENEWED = { most: 20, withinMs: 300_000 } as const
/** Whoever changed rows waits no longer for them; one that takes longer goes on. */
const RENEWAL_MS = 5_000

/** Answers as they are sent, for whoever asks the same while rows, settings and decisions stay the same. */
export interface KeptAnswers {
  /** Sends the answer that is kept under a question and its tag, else the one that is given; without the tag if it is not of it. */
  send(
    context: Context<Env>,
    asked: {
      readonly question: string
      readonly tag: string
      /** Whether what is answered now is of this tag. */
      readonly isOfTag: () => Promise<boolean>
    },
    answer: () => Promise<unknown>,
  ): Promise<Response>
  /** Makes what was asked last anew under another tag, one after the other, so that nobody has to wait for it then. */
  renew(tag: string): Promise<void>
}

interface Made {
  readonly packed: PackedJson
  readonly isKept: boolean
}

/** Keeps the answers asked for last, as far as they fit in 64 MB compressed; who asks for one that is being made waits for it. `seen` learns whether one was kept. */
export function keptAnswers(seen: (isKept: boolean) => void): KeptAnswers {
  const kept = new LRUCache<string, PackedJson>({
    maxSize: MOST_BYTES,
    maxEntrySize: MOST_BYTES / 4,
    sizeCalculation: ({ bytes }, question) => bytes.byteLength + question.length + 1,
  })
  const inMaking = new Map<string, Promise<Made>>()
  const asked = new LRUCache<string, () => Promise<unknown>>({ max: RENEWED.most, ttl: RENEWED.withinMs })

  async function make(
    key: string,
    answer: () => Promise<unknown>,
    isOfTag: () => Promise<boolean>,
  ): Promise<Made> {
    const packed = await packJson(await answer())
    const mayKeep = await isOfTag()
    if (mayKeep) kept.set(key, packed)
    return { packed, isKept: mayKeep }
  }

  function madeOnce(...asked: Parameters<typeof make>): Promise<Made> {
    const [key] = asked
    const known = inMaking.get(key)
    if (known !== undefined) return known
    const made = make(...asked).finally(() => inMaking.delete(key))
    inMaking.set(key, made)
    return made
  }

  async function makeAll(tag: string, until: number): Promise<void> {
    for (const [question, answer] of [...asked.entries()]) {
      if (performance.now() > until) return
      // A question that cannot be answered any more is refused to whoever asks it.
      await madeOnce(`${tag} ${question}`, answer, async () => true).catch(() => {})
    }
  }

  return {
    renew: (tag) =>
      Promise.race([
        makeAll(tag, performance.now() + RENEWAL_MS),
        wait(RENEWAL_MS, undefined, { ref: false }),
      ]),
    async send(context, { question, tag, isOfTag }, answer) {
      const key = `${tag} ${question}`
      asked.set(question, answer)
      const packed = kept.get(key)
      seen(packed !== undefined)
      if (packed !== undefined) return sendPacked(context, packed)
      const made = await madeOnce(key, answer, isOfTag)
      if (!made.isKept) context.header('etag', undefined)
      return sendPacked(context, made.packed)
    },
  }
}
