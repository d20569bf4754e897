import { posix } from 'node:path'
import { escapeHtml } from './escape-html.ts'
import type { Section, SitePage } from './pages.ts'

function menu(sections: readonly Section[], page: SitePage): string {
  const to = (target: SitePage, label: string) => {
    const href = posix.relative(posix.dirname(page.path), target.path)
    const current = target === page ? ' aria-current="page"' : ''
    return `<a href="${href}"${current}>${escapeHtml(label)}</a>`
  }
  return sections
    .map(({ label, pages }) => {
      const [first] = pages
      if (first === undefined) return ''
      const own = pages.includes(page)
      const inside = own ? `<ul>${pages.map((one) => `<li>${to(one, one.title)}</li>`).join('')}</ul>` : ''
      return `<li class="section" data-open="${own}">${to(first, label)}${inside}</li>`
    })
    .join('\n')
}

/** A whole page of the site: menu with a search, and what the page says. */
export function layout(sections: readonly Section[], page: SitePage, body: string): string {
  const root = posix.relative(posix.dirname(page.path), '') || '.'
  const title = page.path === 'index.html' ? 'permille' : `${page.title} – permille`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${root}/assets/style.css">
<script type="module" src="${root}/assets/search.js"></script>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header>
<a class="brand" href="${root}/index.html">permille</a>
<search data-root="${root}"><label>Search <input type="search" autocomplete="off" aria-controls="found"></label><ol id="found" aria-live="polite" hidden></ol></search>
<nav aria-label="Pages"><details class="pages" open><summary>Pages</summary><ul>
${menu(sections, page)}
</ul></details></nav>
</header>
<main id="content">
${body}</main>
</body>
</html>
`
}
