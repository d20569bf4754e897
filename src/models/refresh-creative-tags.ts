import type { Session } from '#warehouse/warehouse.ts'

/** A value of a tag that a creative has, by which rows can be grouped. */
export interface CreativeTag {
  /** Of the creative, or of a part of it from before it was put together with others. */
  readonly key: string
  readonly tag: string
  readonly value: string
}

/** Writes what is said of creatives. */
export function refreshCreativeTags(session: Session, tags: readonly CreativeTag[]): Promise<void> {
  return session.replaceTable(
    'creative_tag',
    ['key', 'tag', 'value'],
    tags.map(({ key, tag, value }) => [key, tag, value]),
  )
}
