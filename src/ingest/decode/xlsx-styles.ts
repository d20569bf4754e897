import { readXml } from './xml-events.ts'

/** Which cell styles of a workbook show their number as a date or time, by style index. */
export async function readDateStyles(chunks: AsyncIterable<Buffer>): Promise<boolean[]> {
  const custom = new Map<number, string>()
  const dates: boolean[] = []
  let inCellFormats = false
  await readXml(chunks, {
    open(name, attributes) {
      if (name === 'numFmt') custom.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      if (name === 'cellXfs') inCellFormats = true
      if (name === 'xf' && inCellFormats) {
        const id = Number(attributes.numFmtId ?? 0)
        dates.push(isDateFormat(id, custom.get(id)))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false
    },
  })
  return dates
}

function isDateFormat(id: number, code: string | undefined): boolean {
  if (code !== undefined) {
    const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, '')
    if (/\[(?:h+|m+|s+)\]/i.test(bare)) return false
    return /[ymdhs]/i.test(bare.replace(/\[[^\]]*\]/g, '').replace(/general/gi, ''))
  }
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58)
}
