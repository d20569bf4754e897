import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type CsvCell, formatCsv } from '#schema/csv.ts'
import { postForFile } from '../api/client.ts'
import { saveBlob, saveFile } from '../format/save-file.ts'
import { Button } from './button.tsx'
import { Menu } from './menu.tsx'
import { ProblemNotice } from './problem-notice.tsx'

export interface TableDownloadProps {
  title: string
  /** Name of the file, without its ending. */
  file: string
  columns: readonly string[]
  /** Cells in the order they are shown in, asked for when somebody wants them. */
  cells: () => readonly (readonly CsvCell[])[]
}

/** Takes a table away as it is shown. */
export function TableDownload({ title, file, columns, cells }: TableDownloadProps) {
  const name = `permille-${file.replaceAll(/[^\w.-]+/g, '-').slice(0, 80)}`
  const fetched = useMutation({
    mutationFn: (format: 'xlsx' | 'parquet') =>
      postForFile('/api/v1/table-file', { name, format, columns, rows: cells() }),
    onSuccess: (blob, format) => saveBlob(`${name}.${format}`, blob),
  })
  return (
    <>
      <ProblemNotice error={fetched.error} />
      <Menu
        trigger={
          <Button
            kind="quiet"
            bare
            busy={fetched.isPending}
            label={`${title}: download`}
            icon={<IconDownload size={15} stroke={1.6} aria-hidden />}
          >
            Download
          </Button>
        }
        items={[
          { label: 'CSV', run: () => saveFile(`${name}.csv`, 'text/csv', formatCsv(columns, cells())) },
          { label: 'XLSX', run: () => fetched.mutate('xlsx') },
          { label: 'Parquet', run: () => fetched.mutate('parquet') },
        ]}
      />
    </>
  )
}
