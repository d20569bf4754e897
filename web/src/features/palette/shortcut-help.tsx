import { Dialog } from '../../ui/dialog.tsx'
import { ShortcutTable } from './shortcut-table.tsx'

export default function ShortcutHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <ShortcutTable />
    </Dialog>
  )
}
