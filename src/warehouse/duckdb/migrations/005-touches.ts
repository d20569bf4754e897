/**
 * Raw logs row by row, beside the facts they count as. A touch stands while the fact of its load, day and member
 * does, so replacing and undoing move facts only.
 */
export const touches = {
  version: 5,
  statements: [
    `CREATE TABLE landed_touch (
      load INTEGER NOT NULL,
      day DATE,
      member UBIGINT NOT NULL,
      event VARCHAR NOT NULL,
      touch_type VARCHAR,
      touch_time TIMESTAMP,
      install_time TIMESTAMP,
      event_time TIMESTAMP,
      device_key VARCHAR,
      address_key VARCHAR,
      device_model VARCHAR,
      os_version VARCHAR,
      contributors VARCHAR[] NOT NULL,
      validity VARCHAR NOT NULL,
      rejection_reason VARCHAR
    )`,
    `CREATE VIEW attributed_touch AS
      SELECT t.* FROM landed_touch t
      ANTI JOIN (SELECT DISTINCT load, day, member FROM replaced_fact) r
        ON r.load = t.load AND r.member = t.member AND r.day IS NOT DISTINCT FROM t.day`,
  ],
} as const
