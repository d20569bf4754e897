/** Views for people's SQL began here; they are written anew after any migration, since they show newer tables too. */
export const readingViews = { version: 3, statements: [] } as const
