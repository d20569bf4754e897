/** The days each member was first and last delivered on, kept so that a load asks only the facts it changes. */
export const deliveredDays = {
  version: 8,
  statements: [
    'CREATE TABLE delivered (load INTEGER NOT NULL, member UBIGINT NOT NULL, first_day DATE, last_day DATE)',
  ],
} as const
