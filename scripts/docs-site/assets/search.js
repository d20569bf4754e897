import MiniSearch from './minisearch.js'

const MOST = 12
const holder = document.querySelector('search')
const field = holder.querySelector('input')
const list = holder.querySelector('ol')
const pages = document.querySelector('details.pages')
let index = null

if (matchMedia('(max-width: 860px)').matches) pages.open = false

async function load() {
  const [options, text] = await Promise.all([
    fetch(new URL('search-options.json', import.meta.url)).then((answer) => answer.json()),
    fetch(new URL('search-index.json', import.meta.url)).then((answer) => answer.text()),
  ])
  return MiniSearch.loadJSON(text, options)
}

function line({ path, heading, title }) {
  const item = document.createElement('li')
  const link = document.createElement('a')
  link.href = `${holder.dataset.root}/${path}`
  link.textContent = heading
  item.append(link)
  if (title !== heading) {
    const page = document.createElement('span')
    page.textContent = title
    item.append(page)
  }
  return item
}

field.addEventListener('focus', () => {
  index ??= load()
})
field.addEventListener('input', async () => {
  index ??= load()
  const searched = await index
  const asked = field.value.trim()
  const found = searched.search(asked, {
    prefix: true,
    fuzzy: 0.1,
    combineWith: 'AND',
    boost: { title: 3, heading: 2 },
  })
  list.hidden = asked === ''
  const lines = found.slice(0, MOST).map(line)
  if (lines.length === 0) {
    const none = document.createElement('li')
    none.textContent = 'Nothing found.'
    lines.push(none)
  }
  list.replaceChildren(...lines)
})
field.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  field.value = ''
  list.hidden = true
})
