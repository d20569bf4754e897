import { posix } from 'node:path'

/** A page of the site, from a page of the checkout. */
export interface SitePage {
  /** Path in the checkout, e.g. `docs/metrics/ipm.md`. */
  readonly source: string
  /** Path in the site, e.g. `metrics/ipm.html`. */
  readonly path: string
  readonly title: string
  readonly markdown: string
}

/** A part of the menu: its first page opens it. */
export interface Section {
  readonly label: string
  readonly pages: readonly SitePage[]
}

interface Part {
  readonly label: string
  /** Folders of pages, or pages themselves, in the order of the menu. */
  readonly from: readonly string[]
  /** The page that lists the others, written where the checkout has none. */
  readonly lists?: string
}

const PARTS: readonly Part[] = [
  { label: 'Guide', from: ['README.md', 'docs', 'examples'] },
  { label: 'Sources', from: ['docs/connectors'], lists: 'docs/connectors/README.md' },
  { label: 'Metrics', from: ['docs/metrics'] },
  { label: 'Methods', from: ['docs/methods', 'docs/methods/technical', 'docs/statistics'] },
  { label: 'Reference', from: ['docs/reference', 'docs/reference/operations'] },
  { label: 'Development', from: ['CONTRIBUTING.md', 'ARCHITECTURE.md', 'docs/decisions', 'test/golden'] },
]

const isIndex = (source: string) => /(^|\/)(README|index)\.md$/.test(source)

/** Where a page of the checkout is in the site. */
export function pathOf(source: string): string {
  const inside = source.replace(/^docs\//, '')
  if (isIndex(inside)) return posix.join(posix.dirname(inside), 'index.html')
  return inside.replace(/\.md$/, '.html').replace(/^[A-Z]+\.html$/, (name) => name.toLowerCase())
}

function titleOf(markdown: string, source: string): string {
  const heading = /^#\s+(.+)$/m.exec(markdown)?.[1]
  const plain = heading?.replace(/`/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
  return plain ?? posix.basename(source, '.md')
}

/** How early a page is named by another; pages it does not name come last. */
function placesIn(markdown: string): (source: string) => number {
  return (source) => {
    const place = markdown.lastIndexOf(`](${source}`)
    return place === -1 ? Number.POSITIVE_INFINITY : place
  }
}

/** The menu of the site: every page of `docs` and those beside it, once; `read` gives the text of a page of `sources`. */
export function sectionsOf(sources: readonly string[], read: (source: string) => string): readonly Section[] {
  const place = placesIn(sources.includes('README.md') ? read('README.md') : '')
  return PARTS.map(({ label, from, lists }) => {
    const own = from.flatMap((folder) =>
      folder.endsWith('.md')
        ? [folder]
        : sources
            .filter((source) => source.endsWith('.md') && posix.dirname(source) === folder)
            .toSorted(
              (a, b) =>
                Number(isIndex(b)) - Number(isIndex(a)) ||
                (place(a) === place(b) ? a.localeCompare(b) : place(a) - place(b)),
            ),
    )
    const pages = own.map((source) => {
      const markdown = read(source)
      return { source, path: pathOf(source), title: titleOf(markdown, source), markdown }
    })
    if (lists === undefined || own.includes(lists)) return { label, pages }
    const links = pages.map(({ source, title }) => `- [${title}](${posix.basename(source)})`)
    const markdown = `# ${label}\n\n${links.join('\n')}\n`
    return { label, pages: [{ source: lists, path: pathOf(lists), title: label, markdown }, ...pages] }
  })
}
