import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { AlertChanges } from '#notify/reconcile-alerts.ts'
import { RULES } from '#notify/rules/index.ts'
import { type Alert, AlertFinding, AlertRuleName, HeldBack } from '#schema/answer/alerts-answer.ts'
import { inTransaction, jsonText } from '../state-database.ts'

const PAST_KEPT = 1000

const Row = z.object({
  id: z.number(),
  rule: AlertRuleName,
  object: z.string(),
  finding: jsonText(AlertFinding),
  openedAt: z.string(),
  seenAt: z.string(),
  clearedAt: z.string().nullable(),
  snoozedUntil: z.string().nullable(),
  snoozedBy: z.string().nullable(),
})

/** A check as it is written down. */
const Check = z.object({
  at: z.string(),
  newestCompleteDay: z.string().nullable(),
  mark: z.string(),
  held: jsonText(HeldBack.array()),
})

export interface KeptCheck {
  readonly at: string
  readonly newestCompleteDay: string | null
  /** What the data and the log of syncs were like. */
  readonly mark: string
  readonly held: readonly HeldBack[]
}

/** Ids of alerts by what a check made of them. */
export interface AppliedChanges {
  readonly begun: readonly number[]
  readonly told: readonly number[]
}

/** Every alert there was, and the last check. */
export class AlertLog {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS alert (
      id INTEGER PRIMARY KEY AUTOINCREMENT, rule TEXT NOT NULL, object TEXT NOT NULL, finding TEXT NOT NULL,
      openedAt TEXT NOT NULL, seenAt TEXT NOT NULL, clearedAt TEXT, snoozedUntil TEXT, snoozedBy TEXT);
      CREATE INDEX IF NOT EXISTS alert_object ON alert (rule, object);
      CREATE UNIQUE INDEX IF NOT EXISTS alert_once ON alert (rule, object) WHERE clearedAt IS NULL;
      CREATE TABLE IF NOT EXISTS alert_check (
        only INTEGER PRIMARY KEY CHECK (only = 1), at TEXT NOT NULL, newestCompleteDay TEXT, mark TEXT NOT NULL,
        held TEXT NOT NULL)`)
  }

  #read(sql: string, parameters: readonly (string | number)[], now: Date): readonly Alert[] {
    return this.#state
      .prepare(
        `SELECT id, rule, object, finding, openedAt, seenAt, clearedAt, snoozedUntil, snoozedBy FROM alert ${sql}`,
      )
      .all(...parameters)
      .map((row) => {
        const { finding, ...kept } = Row.parse(row)
        const isSnoozed = kept.snoozedUntil !== null && Date.parse(kept.snoozedUntil) > now.getTime()
        const state = kept.clearedAt !== null ? 'past' : isSnoozed ? 'snoozed' : 'open'
        return { ...finding, ...kept, state, label: RULES[kept.rule].label }
      })
  }

  /** Alerts that have not cleared, the newest first. */
  standing(now: Date): readonly Alert[] {
    return this.#read('WHERE clearedAt IS NULL ORDER BY id DESC', [], now)
  }

  past(limit: number, now: Date): readonly Alert[] {
    return this.#read('WHERE clearedAt IS NOT NULL ORDER BY clearedAt DESC, id DESC LIMIT ?', [limit], now)
  }

  countPast(): number {
    return Number(
      this.#state.prepare('SELECT count(*) AS n FROM alert WHERE clearedAt IS NOT NULL').get()?.n ?? 0,
    )
  }

  find(id: number, now: Date): Alert | null {
    return this.#read('WHERE id = ?', [id], now)[0] ?? null
  }

  /** The newest alert of each rule and object. */
  newest(now: Date): readonly Alert[] {
    return this.#read('WHERE id IN (SELECT max(id) FROM alert GROUP BY rule, object) ORDER BY id', [], now)
  }

  /** Writes down what a check changed, and the check, in one step. */
  apply({ begun, kept, reopened, cleared }: AlertChanges, check: KeptCheck): AppliedChanges {
    const { at } = check
    const sql = (text: string) => this.#state.prepare(text)
    const renew = sql('UPDATE alert SET finding = ?, seenAt = ?, clearedAt = NULL WHERE id = ?')
    return inTransaction(this.#state, () => {
      const ids = begun.map((finding) => {
        const text = JSON.stringify(finding)
        const { lastInsertRowid } = sql(
          'INSERT INTO alert (rule, object, finding, openedAt, seenAt) VALUES (?, ?, ?, ?, ?)',
        ).run(finding.rule, finding.object, text, at, at)
        return Number(lastInsertRowid)
      })
      for (const { id, finding } of [...kept, ...reopened]) renew.run(JSON.stringify(finding), at, id)
      const told = kept.filter(({ isTold }) => isTold).map(({ id }) => id)
      for (const id of told)
        sql('UPDATE alert SET snoozedUntil = NULL, snoozedBy = NULL WHERE id = ?').run(id)
      for (const id of cleared)
        sql('UPDATE alert SET clearedAt = ?, snoozedUntil = NULL, snoozedBy = NULL WHERE id = ?').run(at, id)
      sql('DELETE FROM alert WHERE clearedAt IS NOT NULL AND id <= (SELECT max(id) FROM alert) - ?').run(
        PAST_KEPT,
      )
      sql(
        'INSERT OR REPLACE INTO alert_check (only, at, newestCompleteDay, mark, held) VALUES (1, ?, ?, ?, ?)',
      ).run(...[at, check.newestCompleteDay, check.mark, JSON.stringify(check.held)])
      return { begun: ids, told }
    })
  }

  snooze(id: number, until: Date | null, who: string | null): void {
    this.#state
      .prepare('UPDATE alert SET snoozedUntil = ?, snoozedBy = ? WHERE id = ? AND clearedAt IS NULL')
      .run(until?.toISOString() ?? null, who, id)
  }

  lastCheck(): KeptCheck | null {
    const row = this.#state.prepare('SELECT at, newestCompleteDay, mark, held FROM alert_check').get()
    return row === undefined ? null : Check.parse(row)
  }
}
