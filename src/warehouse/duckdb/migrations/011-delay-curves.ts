/** How late counts come, as later loads of the same days and raw logs tell it; a row per age. */
export const delayCurves = {
  version: 11,
  statements: [
    `CREATE TABLE delay_curve (
      data_version VARCHAR NOT NULL,
      evidence VARCHAR NOT NULL,
      source VARCHAR NOT NULL,
      network VARCHAR,
      field VARCHAR NOT NULL,
      age INTEGER NOT NULL,
      share DOUBLE NOT NULL,
      log_variance DOUBLE NOT NULL,
      dispersion DOUBLE NOT NULL,
      days INTEGER NOT NULL,
      conversions DOUBLE NOT NULL,
      too_little VARCHAR
    )`,
  ],
} as const
