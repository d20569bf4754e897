import { posix } from 'node:path'
import MiniSearch from 'minisearch'
import { headingAnchors } from '../../test/docs/markdown.ts'
import { layout } from './layout.ts'
import { sectionsOf } from './pages.ts'
import { renderMarkdown } from './render-markdown.ts'

/** The files of the site by their path: text, or the file of the checkout that is copied. */
export type Site = ReadonlyMap<string, { readonly text: string } | { readonly copyOf: string }>

/** What is searched, and how: the page that searches reads the same. */
const SEARCH = { fields: ['heading', 'title', 'text'], storeFields: ['heading', 'title', 'path'] }

/** The site of a checkout's pages: what `docs` and the pages beside it say, a menu of all of them, and a search. */
export function buildSite(sources: readonly string[], read: (source: string) => string): Site {
  const sections = sectionsOf(sources, read)
  const pages = sections.flatMap((section) => section.pages)
  const pagePaths = new Map(pages.map(({ source, path }) => [source, path]))
  const site = new Map<string, { text: string } | { copyOf: string }>()
  const search = new MiniSearch(SEARCH)

  function linkFrom(source: string, path: string) {
    return (href: string): string => {
      if (/^([a-z][a-z+.-]*:|\/\/|#)/i.test(href)) return href
      const [target = '', anchor] = decodeURI(href).split('#')
      const aim = posix.join(posix.dirname(source), target)
      const page = pagePaths.get(aim) ?? pagePaths.get(posix.join(aim, 'README.md'))
      const end = anchor === undefined ? '' : `#${anchor}`
      if (page !== undefined) return posix.relative(posix.dirname(path), page) + end
      if (!sources.includes(aim)) throw new Error(`${source} links to ${href}, which the site cannot show`)
      // A browser shows a text; the name a file has of its own it would offer to save.
      const copy = `files/${aim}.txt`
      site.set(copy, { copyOf: aim })
      return posix.relative(posix.dirname(path), copy)
    }
  }

  for (const page of pages) {
    const { html, passages } = renderMarkdown(page.markdown, {
      linkTo: linkFrom(page.source, page.path),
      anchorOf: headingAnchors(),
    })
    site.set(page.path, { text: layout(sections, page, html) })
    for (const { anchor, heading, text } of passages) {
      const path = `${page.path}#${anchor}`
      search.add({ id: path, path, heading, title: page.title, text })
    }
  }
  site.set('assets/search-options.json', { text: JSON.stringify(SEARCH) })
  site.set('assets/search-index.json', { text: JSON.stringify(search) })
  for (const name of ['style.css', 'search.js'])
    site.set(`assets/${name}`, { copyOf: `scripts/docs-site/assets/${name}` })
  site.set('assets/minisearch.js', { copyOf: 'node_modules/minisearch/dist/es/index.js' })
  site.set('assets/inter.woff2', {
    copyOf: 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  })
  return site
}
