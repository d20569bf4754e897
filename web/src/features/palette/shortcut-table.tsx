import { Facts } from '../../ui/facts.tsx'
import { PAGES } from '../shell/pages.ts'

/** The keys that work everywhere. */
export function ShortcutTable() {
  return (
    <Facts
      facts={[
        ['Ctrl K, ⌘ K', 'Go to a page, a creative or a test'],
        ...PAGES.map(({ key, label }) => [`g, then ${key}`, label] as const),
        ['↑ ↓ Home End', 'Move through a ranking'],
        ['Enter', 'Open what is focused'],
        ['Esc', 'Close what is open'],
        ['?', 'This list'],
      ]}
    />
  )
}
