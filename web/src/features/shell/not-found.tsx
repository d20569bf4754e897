import { IconMapPinOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { State } from '../../ui/state.tsx'

export function NotFound() {
  return (
    <State icon={<IconMapPinOff size={28} stroke={1.4} aria-hidden />} title="There is no such page">
      <Link to="/" search={{}}>
        Go to the creatives
      </Link>
    </State>
  )
}
