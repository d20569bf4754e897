/** The encoding a file's first bytes prove, or `null` when only reading it all can tell. */
export function detectUnicode(head: Buffer): { encoding: string; bomBytes: number } | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bomBytes: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) {
    return head[2] === 0 && head[3] === 0 && head.length > 3 ? null : { encoding: 'utf-16le', bomBytes: 2 }
  }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bomBytes: 2 }
  return detectUtf16ByNuls(head)
}

function detectUtf16ByNuls(head: Buffer): { encoding: string; bomBytes: number } | null {
  const pairs = Math.floor(Math.min(head.length, 4096) / 2)
  if (pairs < 2) return null
  let even = 0
  let odd = 0
  for (let index = 0; index < pairs; index++) {
    if (head[index * 2] === 0) even++
    if (head[index * 2 + 1] === 0) odd++
  }
  if (odd > pairs * 0.4 && even < pairs * 0.05) return { encoding: 'utf-16le', bomBytes: 0 }
  if (even > pairs * 0.4 && odd < pairs * 0.05) return { encoding: 'utf-16be', bomBytes: 0 }
  return null
}

/** Whether bytes hold so many control characters that no text encoding explains them. */
export function looksBinary(head: Buffer): boolean {
  if (head.length === 0) return false
  let controls = 0
  let nuls = 0
  for (const byte of head) {
    if (byte === 0) nuls++
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) controls++
  }
  return controls > head.length * 0.02 + 2 || nuls > head.length * 0.1 + 2
}
