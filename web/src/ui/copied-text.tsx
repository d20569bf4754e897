import { useState } from 'react'
import { Button } from './button.tsx'
import classes from './copied-text.module.css'

/** A text that is shown once, and a button that copies it. */
export function CopiedText({ label, text }: { label: string; text: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <div className={classes.line}>
      <code className={classes.text}>{text}</code>
      <Button
        label={`Copy ${label}`}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        {copied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  )
}
