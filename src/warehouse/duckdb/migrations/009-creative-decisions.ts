/** Which creatives people put together or kept apart, as the project's state says. */
export const creativeDecisions = {
  version: 9,
  statements: ['CREATE TABLE creative_decision (key VARCHAR NOT NULL, merged VARCHAR, name VARCHAR)'],
} as const
