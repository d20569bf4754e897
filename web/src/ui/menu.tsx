import { Menu as MantineMenu } from '@mantine/core'
import type { ReactElement } from 'react'

export type MenuItem =
  | { label: string; href: string; run?: undefined }
  | { label: string; run: () => void; href?: undefined }

/** A button and what it offers: files to fetch, and things to do. */
export function Menu({ trigger, items }: { trigger: ReactElement; items: readonly MenuItem[] }) {
  return (
    <MantineMenu position="bottom-end" shadow="md" transitionProps={{ duration: 80 }} returnFocus>
      <MantineMenu.Target>{trigger}</MantineMenu.Target>
      <MantineMenu.Dropdown>
        {items.map(({ label, href, run }) =>
          href === undefined ? (
            <MantineMenu.Item key={label} fz={13} onClick={run}>
              {label}
            </MantineMenu.Item>
          ) : (
            <MantineMenu.Item key={label} fz={13} component="a" href={href} download>
              {label}
            </MantineMenu.Item>
          ),
        )}
      </MantineMenu.Dropdown>
    </MantineMenu>
  )
}
