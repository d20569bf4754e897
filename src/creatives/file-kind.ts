/** What a file is by its first bytes; its name is not asked. */
export type FileKind =
  | { readonly type: 'picture'; readonly format: string }
  | { readonly type: 'video'; readonly format: string }
  | { readonly type: 'archive'; readonly format: 'zip' }
  | { readonly type: 'html'; readonly format: 'html' }
  | { readonly type: 'unreadable'; readonly format: string | null; readonly reason: string }

/** How many bytes `fileKind` looks at. */
export const HEAD_BYTES = 64 * 1024

const startsWith = (head: Buffer, bytes: readonly number[], at = 0) =>
  bytes.every((byte, index) => head[at + index] === byte)

const PICTURES: readonly (readonly [string, readonly number[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2a]],
]

const OTHERS: readonly (readonly [string, readonly number[]])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['Photoshop file', [0x38, 0x42, 0x50, 0x53]],
  ['RAR archive', [0x52, 0x61, 0x72, 0x21]],
  ['7z archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['gzip file', [0x1f, 0x8b]],
  ['MP3', [0x49, 0x44, 0x33]],
  ['Ogg file', [0x4f, 0x67, 0x67, 0x53]],
]

const other = (format: string | null, what: string): FileKind => ({
  type: 'unreadable',
  format,
  reason: `${what} is not an image, video or playable that can be read`,
})

/** ISO base media files (MP4, MOV, AVIF, HEIC) say what they are by the brand in their first box. */
function brandKind(head: Buffer): FileKind {
  const brand = head.toString('latin1', 8, 12).trim().toLowerCase()
  if (brand === 'avif' || brand === 'avis') return { type: 'picture', format: 'avif' }
  if (/^(heic|heix|heim|mif1|msf1)$/.test(brand)) return other('heic', 'a HEIC picture')
  return { type: 'video', format: brand === 'qt' ? 'mov' : 'mp4' }
}

function riffKind(head: Buffer): FileKind {
  const form = head.toString('latin1', 8, 12)
  if (form === 'WEBP') return { type: 'picture', format: 'webp' }
  if (form === 'AVI ') return { type: 'video', format: 'avi' }
  return other(null, form === 'WAVE' ? 'a WAV sound' : 'this RIFF file')
}

function textKind(head: Buffer): FileKind | null {
  if (head.includes(0)) return null
  const text = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (/^(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!doctype svg[^>]*>\s*)?<svg[\s>]/i.test(text)) {
    return { type: 'picture', format: 'svg' }
  }
  if (/^(<\?xml[^>]*>\s*)?<!doctype [^>[]*\[[^>]*<!entity/i.test(text)) {
    return other(null, 'a drawing or page that defines entities of its own')
  }
  if (
    /^(<!--[\s\S]*?-->\s*)*<(!doctype html|html|head|body|script|style|meta|title|link|div|canvas)[\s>]/i.test(
      text,
    )
  ) {
    return { type: 'html', format: 'html' }
  }
  return null
}

/** What a file with this beginning is. */
export function fileKind(head: Buffer): FileKind {
  if (head.length === 0) return { type: 'unreadable', format: null, reason: 'the file is empty' }
  const picture = PICTURES.find(([, bytes]) => startsWith(head, bytes))
  if (picture !== undefined) return { type: 'picture', format: picture[0] }
  if (head.toString('latin1', 0, 4) === 'RIFF') return riffKind(head)
  if (/^(ftyp|moov|mdat|wide|free)$/.test(head.toString('latin1', 4, 8))) return brandKind(head)
  if (startsWith(head, [0x1a, 0x45, 0xdf, 0xa3])) {
    return { type: 'video', format: head.includes('webm') ? 'webm' : 'mkv' }
  }
  if (head.toString('latin1', 0, 3) === 'FLV') return { type: 'video', format: 'flv' }
  if (startsWith(head, [0x00, 0x00, 0x01, 0xba])) return { type: 'video', format: 'mpeg' }
  if (head[0] === 0x47 && head[188] === 0x47 && head[376] === 0x47) return { type: 'video', format: 'ts' }
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) {
    return { type: 'archive', format: 'zip' }
  }
  const known = OTHERS.find(([, bytes]) => startsWith(head, bytes))
  if (known !== undefined) return other(null, `a ${known[0]}`)
  return textKind(head) ?? other(null, 'this content')
}
