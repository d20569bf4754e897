import type { Tag, TagEvidence } from '#schema/answer/tag-answer.ts'

type Source = Tag['source']

/** Writes the tags of one tagger: all have its name, version and source. */
export function tagWriter(tagger: string, source: Source) {
  return (key: string, value: Tag['value'], confidence = 1, evidence: TagEvidence | null = null): Tag => ({
    key,
    value,
    confidence: Math.round(confidence * 1000) / 1000,
    source,
    evidence,
    tagger,
  })
}
