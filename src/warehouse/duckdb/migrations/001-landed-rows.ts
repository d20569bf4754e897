import { DIMENSION_NAMES } from '#schema/dimension.ts'
import { DELIVERY_MEASURES } from '#schema/measure.ts'

const measureColumns = Object.entries(DELIVERY_MEASURES).map(([name, { unit }]) =>
  unit === 'money' ? `${name} DECIMAL(18, 6)` : `${name} DOUBLE`,
)
const factColumns = `
  load INTEGER NOT NULL,
  day DATE,
  member UBIGINT NOT NULL,
  ${measureColumns.join(',\n  ')},
  kind SMALLINT,
  count DOUBLE,
  value DECIMAL(18, 6)`

/**
 * Landed rows as a star: `member` holds the texts of a row once per load, `fact` its numbers.
 * A fact may carry a delivery part and one outcome part; see docs/decisions.
 */
export const landedRows = {
  version: 1,
  statements: [
    `CREATE TABLE load (
      load INTEGER PRIMARY KEY,
      source VARCHAR NOT NULL,
      layout VARCHAR,
      report VARCHAR NOT NULL,
      file_name VARCHAR,
      content_hash VARCHAR NOT NULL,
      settings_hash VARCHAR NOT NULL,
      settings VARCHAR NOT NULL,
      delivery_basis VARCHAR NOT NULL,
      zone VARCHAR,
      zone_from VARCHAR NOT NULL,
      observed_at TIMESTAMP NOT NULL,
      loaded_at TIMESTAMP NOT NULL,
      day_from DATE,
      day_to DATE,
      dateless BOOLEAN NOT NULL,
      period_from DATE,
      period_to DATE,
      partial BOOLEAN NOT NULL,
      dimensions VARCHAR NOT NULL,
      measures VARCHAR NOT NULL,
      rows_stored BIGINT NOT NULL,
      rows_quarantined BIGINT NOT NULL,
      undone_at TIMESTAMP
    )`,
    `CREATE TABLE member (
      member UBIGINT NOT NULL,
      load INTEGER NOT NULL,
      ${DIMENSION_NAMES.map((name) => `${name} VARCHAR`).join(',\n      ')},
      currency VARCHAR,
      period_start VARCHAR,
      period_end VARCHAR,
      tags MAP(VARCHAR, VARCHAR)
    )`,
    `CREATE TABLE outcome_kind (
      kind SMALLINT PRIMARY KEY,
      event VARCHAR NOT NULL,
      counting VARCHAR NOT NULL,
      basis VARCHAR NOT NULL,
      attribution VARCHAR NOT NULL,
      date_basis VARCHAR NOT NULL,
      attribution_window VARCHAR,
      cohort_day INTEGER,
      validity VARCHAR NOT NULL
    )`,
    `CREATE TABLE load_kind (load INTEGER NOT NULL, kind SMALLINT NOT NULL)`,
    `CREATE TABLE fact (${factColumns})`,
    `CREATE TABLE replaced_fact (replaced_by INTEGER NOT NULL, ${factColumns})`,
    `CREATE TABLE slice (
      load INTEGER NOT NULL,
      network VARCHAR,
      account VARCHAR,
      app VARCHAR,
      os VARCHAR,
      day DATE,
      rows BIGINT NOT NULL,
      impressions DOUBLE
    )`,
    `CREATE TABLE quarantine (
      load INTEGER NOT NULL,
      row BIGINT NOT NULL,
      column_name VARCHAR,
      value VARCHAR,
      reason VARCHAR NOT NULL
    )`,
    `CREATE TABLE network_name (name VARCHAR PRIMARY KEY, network VARCHAR NOT NULL, label VARCHAR NOT NULL)`,
    `CREATE TABLE source_profile (
      source VARCHAR PRIMARY KEY,
      label VARCHAR NOT NULL,
      kind VARCHAR NOT NULL,
      network VARCHAR,
      refetch_days INTEGER NOT NULL
    )`,
    `CREATE TABLE identity (
      member UBIGINT NOT NULL,
      network VARCHAR,
      campaign VARCHAR,
      ad_group VARCHAR,
      ad VARCHAR,
      creative VARCHAR
    )`,
    `CREATE TABLE entity (
      level VARCHAR NOT NULL,
      key VARCHAR NOT NULL,
      network VARCHAR,
      id VARCHAR,
      name VARCHAR
    )`,
    `CREATE TABLE derivation (mark VARCHAR NOT NULL)`,
    `CREATE TABLE currency_rate (day DATE NOT NULL, currency VARCHAR NOT NULL, rate DOUBLE NOT NULL)`,
  ],
} as const
