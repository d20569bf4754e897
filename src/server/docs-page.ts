import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { OPERATIONS, type Operation, PERMILLE_VERSION } from '#engine/index.ts'
import { operationFields } from './operation-fields.ts'
import { readExample } from './read-example.ts'
import { SERVICE_ROUTES } from './routes/index.ts'

const STYLE = `:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 18%,transparent)}
body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:2rem 1rem 6rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin:2.5rem 0 .5rem}a{color:inherit}
details{border-top:1px solid var(--line);padding:.5rem 0}summary{cursor:pointer}summary span{opacity:.7}
code,pre{font:13px/1.5 ui-monospace,monospace}pre{overflow:auto;padding:.75rem;border:1px solid var(--line);border-radius:4px}
table{border-collapse:collapse;width:100%;font-size:13px}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid var(--line)}
.scroll{overflow-x:auto}`

/** Lets in nothing but the page's own style: it has no script. */
export const DOCS_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

function fieldTable(operation: Operation) {
  const fields = operationFields(operation)
  if (fields.length === 0) return html`<p>No input.</p>`
  return html`<div class="scroll"><table><thead><tr><th>Field</th><th>Type</th><th>Meaning</th></tr></thead><tbody>
${fields.map(({ name, type, isRequired, description }) => html`<tr><td><code>${name}</code>${isRequired ? ' *' : ''}</td><td>${type}</td><td>${description}</td></tr>`)}
</tbody></table></div>`
}

function operationSection(operation: Operation) {
  const { name, kind, role, summary, description, examples } = operation
  const path = `/api/v1/${name}`
  return html`<details id="${name}"><summary><code>${kind === 'question' ? 'GET POST' : 'POST'} ${path}</code> <span>${summary}</span></summary>
<p>${description}</p>
<p>${kind === 'question' ? 'A question' : 'A change'} for the role <b>${role}</b>${role === 'admin' ? '' : ' and those above'}.</p>
${fieldTable(operation)}
${examples.map(
  (example) => html`<pre># permille ${example}
curl -H 'Content-Type: application/json' -H "Authorization: Bearer $PERMILLE_TOKEN" \\
  -d '${JSON.stringify(readExample(example, operation)).replaceAll("'", "'\\''")}' "$SERVER${path}"</pre>`,
)}
</details>`
}

/** The contract as a page to read, without a script. */
export function docsPage() {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>permille API</title><style>${raw(STYLE)}</style></head><body>
<h1>permille API <small>${PERMILLE_VERSION}</small></h1>
<p>Every question and change over HTTP. The contract itself: <a href="/api/v1/openapi.json">OpenAPI 3.1</a>.
A question takes its fields as query parameters or JSON, a change as JSON. Errors are <code>application/problem+json</code>.
Fields marked * are required.</p>
<h2>Questions</h2>
${OPERATIONS.filter(({ kind }) => kind === 'question').map(operationSection)}
<h2>Changes</h2>
${OPERATIONS.filter(({ kind }) => kind === 'change').map(operationSection)}
<h2>Beside the operations</h2>
${SERVICE_ROUTES.map(
  ({ method, path, summary, right }) =>
    html`<details><summary><code>${method.toUpperCase()} ${path}</code> <span>${summary}</span></summary><p>For ${right === null ? 'anyone' : `the role ${right.role} and those above`}.</p></details>`,
)}
</body></html>`
}
