import { useRef } from 'react'
import { Button } from '../../ui/button.tsx'

export interface FilePickerProps {
  label: string
  kind: 'primary' | 'plain'
  onPick: (files: readonly File[]) => void
}

export function FilePicker({ label, kind, onPick }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          if (files.length > 0) onPick(files)
        }}
      />
      <Button kind={kind} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  )
}
