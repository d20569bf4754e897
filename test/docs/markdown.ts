/** A fenced block of a page. */
export interface CodeBlock {
  readonly language: string
  /** The words after the language, e.g. `['run']` or `['file=meta.csv']`. */
  readonly marks: readonly string[]
  readonly text: string
  readonly line: number
}

const fence = /^(`{3,}|~{3,})([^\n]*)\n([\s\S]*?)^\1[ \t]*$/gm

/** All fenced code blocks of a page, in order. */
export function codeBlocks(markdown: string): CodeBlock[] {
  return [...markdown.matchAll(fence)].map((match) => {
    const [, , info = '', text = ''] = match
    const [language = '', ...marks] = info.trim().split(/\s+/)
    return { language, marks, text, line: markdown.slice(0, match.index).split('\n').length }
  })
}

/** The cells of one column of every table of a page, headings left out. */
export function tableColumn(markdown: string, column: number): string[] {
  const rows = markdown
    .replace(fence, '')
    .split('\n')
    .filter((line) => line.startsWith('|'))
  return rows.flatMap((row, index) => {
    const heading = /^\|[\s:|-]+\|$/
    if (heading.test(row) || heading.test(rows[index + 1] ?? '')) return []
    return row.split(/(?<!\\)\|/)[column + 1]?.trim() ?? []
  })
}

/** Targets of all links and images that do not lead to another site, code left out. */
export function localLinks(markdown: string): string[] {
  const prose = withoutCode(markdown)
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)]
  const references = [...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)]
  return [...inline, ...references]
    .map(([, target = '']) => target)
    .filter((target) => !/^([a-z][a-z+.-]*:|\/\/)/i.test(target))
}

/** Gives each heading of one page, in order, its anchor as GitHub makes it. */
export function headingAnchors(): (heading: string) => string {
  const seen = new Map<string, number>()
  return (heading) => {
    const slug = slugOf(heading)
    const count = seen.get(slug) ?? 0
    seen.set(slug, count + 1)
    return count === 0 ? slug : `${slug}-${count}`
  }
}

/** The anchors of a page's headings. */
export function anchors(markdown: string): Set<string> {
  const anchorOf = headingAnchors()
  const result = new Set<string>()
  const headings = markdown.replace(fence, '').matchAll(/^ {0,3}#{1,6}\s+(.+?)\s*#*$/gm)
  for (const [, heading = ''] of headings) result.add(anchorOf(heading))
  for (const [, id = ''] of markdown.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)) result.add(id)
  return result
}

function slugOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-')
}

function withoutCode(markdown: string): string {
  return markdown.replace(fence, '').replace(/`[^`\n]*`/g, '')
}
