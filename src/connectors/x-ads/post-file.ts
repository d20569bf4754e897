import { type JsonObject, objectsAt, textAt } from '#connectors/kit/json.ts'

/** The best of the files a video is kept as; what is streamed in pieces is none. */
function videoOf(media: JsonObject): string | null {
  const files = objectsAt(media, 'video_info', 'variants').filter(
    (variant) => textAt(variant, 'content_type') === 'video/mp4',
  )
  const [best] = files.toSorted((one, other) => Number(other.bitrate ?? 0) - Number(one.bitrate ?? 0))
  return textAt(best, 'url')
}

/** Address of the file a post shows: its video, else its image; `null` where it shows none, or several. */
export function postFile(post: JsonObject): string | null {
  const extended = objectsAt(post, 'extended_entities', 'media')
  const [media, more] = extended.length > 0 ? extended : objectsAt(post, 'entities', 'media')
  if (media === undefined || more !== undefined) return null
  return videoOf(media) ?? textAt(media, 'media_url_https')
}
