import { PartsHead } from '../shell/parts-head.tsx'

const PARTS = [
  { to: '/settings', label: 'Project' },
  { to: '/settings/access', label: 'Access' },
] as const

/** Title of a part of the settings, and the way to the others. */
export function SettingsHead({ title }: { title: string }) {
  return <PartsHead title={title} of="Settings" parts={PARTS} />
}
