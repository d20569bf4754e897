import { Marked, type Tokens } from 'marked'
import { escapeHtml } from './escape-html.ts'

/** A heading of a page with what stands under it, as it is searched. */
export interface Passage {
  readonly anchor: string
  readonly heading: string
  readonly text: string
}

export interface RenderedMarkdown {
  readonly html: string
  readonly passages: readonly Passage[]
}

const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** A page as HTML: headings with the anchors GitHub gives them, links through `linkTo`, wide tables and code scrolling by themselves. */
export function renderMarkdown(
  markdown: string,
  { linkTo, anchorOf }: { linkTo: (href: string) => string; anchorOf: (heading: string) => string },
): RenderedMarkdown {
  const passages: { anchor: string; heading: string; text: string }[] = []
  const marked = new Marked({ gfm: true })
  marked.use({
    renderer: {
      heading({ tokens, depth, text }) {
        const anchor = anchorOf(text)
        const html = this.parser.parseInline(tokens)
        passages.push({ anchor, heading: plain(html), text: '' })
        return `<h${depth} id="${anchor}">${html}</h${depth}>\n`
      },
      link({ href, tokens }) {
        return `<a href="${escapeHtml(linkTo(href))}">${this.parser.parseInline(tokens)}</a>`
      },
      code({ text }) {
        return `<pre tabindex="0"><code>${escapeHtml(text)}\n</code></pre>\n`
      },
      table(token: Tokens.Table) {
        const row = (cells: readonly Tokens.TableCell[], tag: 'th' | 'td') =>
          `<tr>${cells.map(({ tokens, align }) => `<${tag}${align === null ? '' : ` class="${align}"`}>${this.parser.parseInline(tokens)}</${tag}>`).join('')}</tr>`
        return `<div class="scroll" tabindex="0"><table><thead>${row(token.header, 'th')}</thead><tbody>${token.rows.map((cells) => row(cells, 'td')).join('')}</tbody></table></div>\n`
      },
      html: ({ text }) => (text.startsWith('<!--') ? '' : text),
    },
  })
  const html = marked.parse(markdown, { async: false })
  const parts = html.split(/<h[1-6] id="[^"]*">[\s\S]*?<\/h[1-6]>/)
  return {
    html,
    passages: passages.map((passage, index) => ({ ...passage, text: plain(parts[index + 1] ?? '') })),
  }
}
