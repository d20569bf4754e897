import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeCsvCell, formatCsv } from './csv.ts'

describe('csv', () => {
  it('keeps a spreadsheet from running text as a formula', () => {
    expect(escapeCsvCell('=HYPERLINK("http://x")')).toBe(`"'=HYPERLINK(""http://x"")"`)
    expect(escapeCsvCell('+1')).toBe("'+1")
    expect(escapeCsvCell('-cat')).toBe("'-cat")
    expect(escapeCsvCell('@sum')).toBe("'@sum")
    expect(escapeCsvCell('\t=1')).toBe("'\t=1")
  })

  it('leaves numbers alone and null empty', () => {
    expect(escapeCsvCell(-1.5)).toBe('-1.5')
    expect(escapeCsvCell(null)).toBe('')
    expect(escapeCsvCell(0)).toBe('0')
  })

  it('quotes commas, quotes and line breaks', () => {
    expect(formatCsv(['a', 'b'], [['x,y', 'he said "hi"\nbye']])).toBe(
      'a,b\r\n"x,y","he said ""hi""\nbye"\r\n',
    )
  })

  it('never lets a cell start with a formula character', () => {
    fc.assert(fc.property(fc.string(), (text) => !/^"?[=+\-@\t\r]/.test(escapeCsvCell(text))))
  })
})
