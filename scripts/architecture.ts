import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readImportGraph, roomOf } from '../test/architecture/import-graph.ts'
import { rooms } from '../test/architecture/rooms.ts'

const root = dirname(import.meta.dirname)

interface Edge {
  readonly from: string
  readonly to: string
  readonly typesOnly: boolean
}

/** The text of ARCHITECTURE.md for the sources as they are now. */
export async function renderArchitecture(): Promise<string> {
  const present = Object.keys(rooms).filter((name) => existsSync(join(root, folderOf(name))))
  return `# Architecture

Permille is one package with one command. Data flows one way: **connectors** know what a source's files and
answers look like, **ingest** brings them into the **warehouse**, **models** make one honest table of them,
**metrics** asks it questions, **analyses** turn answers into evidence with **stats**, and **engine** offers each
question or command as one operation. \`cli\`, \`server\` and the web page only present operations; they never
compute.

A room imports another one as \`#room/file.ts\`, and only along the arrows below. The table of allowed imports is
[test/architecture/rooms.ts](test/architecture/rooms.ts); [its test](test/architecture.test.ts) fails on any other
import and says what to do instead.

<!-- Everything below is generated from the import graph: npm run architecture -->

## Rooms

| Room | Purpose | May import |
|---|---|---|
${present.map(tableRow).join('\n')}

## Imports as they are

An arrow points from the importing room to the imported one; a dotted arrow carries types only. Every room may
import \`schema\`, so those arrows are left out.

\`\`\`mermaid
flowchart LR
${present.map((name) => `  ${name}`).join('\n')}
${(await readEdges()).map(diagramLine).join('\n')}
\`\`\`
`
}

function folderOf(room: string): string {
  return room === 'web' ? 'web/index.html' : `src/${room}`
}

function tableRow(name: string): string {
  const { purpose, mayImport } = rooms[name] ?? { purpose: '', mayImport: [] }
  const allowed = mayImport.map((room) => `\`${room}\``).join(', ')
  return `| \`${name}\` | ${purpose} | ${allowed || '–'} |`
}

function diagramLine({ from, to, typesOnly }: Edge): string {
  return `  ${from} ${typesOnly ? '-.->' : '-->'} ${to}`
}

async function readEdges(): Promise<Edge[]> {
  const edges = new Map<string, Edge>()
  const { modules } = await readImportGraph(root)
  for (const { source, dependencies } of modules) {
    const from = roomOf(source)
    if (from === null || /\.test\.tsx?$/.test(source)) continue
    for (const { resolved, typeOnly } of dependencies) {
      const to = roomOf(resolved)
      if (to === null || to === from || to === 'schema') continue
      const known = edges.get(`${from} ${to}`)
      edges.set(`${from} ${to}`, { from, to, typesOnly: typeOnly === true && known?.typesOnly !== false })
    }
  }
  const order = Object.keys(rooms)
  return [...edges.values()].sort(
    (a, b) => order.indexOf(a.from) - order.indexOf(b.from) || order.indexOf(a.to) - order.indexOf(b.to),
  )
}

if (import.meta.main) writeFileSync(join(root, 'ARCHITECTURE.md'), await renderArchitecture())
