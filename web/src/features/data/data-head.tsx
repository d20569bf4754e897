import type { ReactNode } from 'react'
import { PartsHead } from '../shell/parts-head.tsx'

const PARTS = [
  { to: '/data', label: 'Sources' },
  { to: '/data/import', label: 'Import' },
  { to: '/data/connections', label: 'Connections' },
  { to: '/data/checks', label: 'Checks' },
  { to: '/data/restatements', label: 'Restatements' },
  { to: '/data/quarantine', label: 'Quarantine' },
  { to: '/data/creatives', label: 'Merged' },
] as const

/** Title of a part of the data, and the way to the others. */
export function DataHead({ title, tools }: { title: string; tools?: ReactNode }) {
  return <PartsHead title={title} of="Data" parts={PARTS} tools={tools} />
}
