import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { Message } from '#notify/send/message.ts'
import { Delivery } from '#schema/answer/alerts-answer.ts'
import type { Channel } from './notify-settings.ts'

const KEPT = 500

const KeptMessage = z.object({
  subject: z.string(),
  lines: z.array(
    z.object({
      text: z.string(),
      detail: z.string().nullable(),
      link: z.string().nullable(),
      command: z.string().nullable(),
    }),
  ),
  closing: z.array(z.string()),
  attachment: z.object({ name: z.string(), type: z.string(), content: z.string() }).nullable(),
})

const Due = z.object({
  id: z.number(),
  key: z.string(),
  channel: z.enum(['webhook', 'mail']),
  tries: z.number(),
  message: z.string(),
})

/** A message that is to be sent now. */
export interface DueMessage extends Omit<z.infer<typeof Due>, 'message'> {
  readonly message: Message
}

const FIELDS = 'id, channel, about, state, createdAt, tries, nextTryAt, sentAt, problem'

/** Messages on their way, kept until they arrive or are given up; they outlive the process. */
export class Outbox {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, channel TEXT NOT NULL, about TEXT NOT NULL,
      message TEXT, state TEXT NOT NULL, createdAt TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, nextTryAt TEXT,
      sentAt TEXT, problem TEXT);
      CREATE TABLE IF NOT EXISTS report_run (report TEXT PRIMARY KEY, at TEXT NOT NULL)`)
  }

  /** Keeps a message for each channel; answers their ids. */
  add(message: Message, channels: readonly Channel[], now: Date): readonly number[] {
    const at = now.toISOString()
    const ids = channels.map((channel) => {
      const { lastInsertRowid } = this.#state
        .prepare(
          "INSERT INTO outbox (key, channel, about, message, state, createdAt, nextTryAt) VALUES (?, ?, ?, ?, 'waiting', ?, ?)",
        )
        .run(randomUUID(), channel, message.subject, JSON.stringify(message), at, at)
      return Number(lastInsertRowid)
    })
    this.#state
      .prepare("DELETE FROM outbox WHERE state <> 'waiting' AND id <= (SELECT max(id) FROM outbox) - ?")
      .run(KEPT)
    return ids
  }

  due(now: Date): readonly DueMessage[] {
    return this.#state
      .prepare(
        "SELECT id, key, channel, tries, message FROM outbox WHERE state = 'waiting' AND nextTryAt <= ? ORDER BY id",
      )
      .all(now.toISOString())
      .map((row) => {
        const { message, ...due } = Due.parse(row)
        return { ...due, message: KeptMessage.parse(JSON.parse(message)) }
      })
  }

  /** What was sent is not kept, only that it was. */
  sent(id: number, now: Date): void {
    this.#state
      .prepare(
        "UPDATE outbox SET state = 'sent', tries = tries + 1, sentAt = ?, nextTryAt = NULL, problem = NULL, message = NULL WHERE id = ?",
      )
      .run(now.toISOString(), id)
  }

  /** Writes down why it did not arrive, and when it is tried again; `null` for never. */
  failed(id: number, problem: string, nextTry: Date | null): void {
    this.#state
      .prepare('UPDATE outbox SET state = ?, tries = tries + 1, nextTryAt = ?, problem = ? WHERE id = ?')
      .run(nextTry === null ? 'given_up' : 'waiting', nextTry?.toISOString() ?? null, problem, id)
  }

  /** When a report was made for sending last. */
  reportedAt(report: string): Date | null {
    const at = this.#state.prepare('SELECT at FROM report_run WHERE report = ?').get(report)?.at
    return typeof at === 'string' ? new Date(at) : null
  }

  reported(report: string, now: Date): void {
    this.#state
      .prepare('INSERT OR REPLACE INTO report_run (report, at) VALUES (?, ?)')
      .run(report, now.toISOString())
  }

  /** The newest messages, newest first. */
  list(limit: number): readonly Delivery[] {
    return this.#state
      .prepare(`SELECT ${FIELDS} FROM outbox ORDER BY id DESC LIMIT ?`)
      .all(limit)
      .map((row) => Delivery.parse(row))
  }
}
