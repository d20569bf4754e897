/** What a file's own total rows say, kept with its load; `row` tells several of them apart. */
export const statedTotals = {
  version: 4,
  statements: [
    `CREATE TABLE stated_total (
      load INTEGER NOT NULL,
      row INTEGER NOT NULL,
      field VARCHAR NOT NULL,
      amount DOUBLE NOT NULL
    )`,
  ],
} as const
