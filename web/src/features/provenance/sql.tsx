import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import classes from './provenance-drawer.module.css'

/** A statement to read and to copy. */
export function Sql({ text }: { text: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <div className={classes.sql}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long statements scroll, also by keyboard */}
      <pre tabIndex={0}>{text}</pre>
      <Button
        icon={<IconCopy size={15} stroke={1.6} aria-hidden />}
        onClick={() => {
          navigator.clipboard
            .writeText(text)
            .then(() => setCopied(true))
            .catch(() => setCopied(false))
        }}
      >
        {copied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  )
}
