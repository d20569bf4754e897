import { FILE_TYPES, ShownTable, tableFile } from '#engine/index.ts'
import { readBody } from '../read-json.ts'
import { sendFile } from '../send-file.ts'
import { jsonContent, LOOK, type ServiceRoute } from './service-route.ts'

const MB = 1_000_000

export const shownTable: ServiceRoute = {
  id: 'table-file',
  method: 'post',
  path: '/api/v1/table-file',
  summary: 'A table as it is shown, made a file of: CSV, XLSX or Parquet; nothing is stored',
  right: LOOK,
  largest: 64 * MB,
  body: { required: true, content: jsonContent(ShownTable) },
  content: Object.fromEntries(
    Object.values(FILE_TYPES).map((type) => [type, { schema: { type: 'string' } }]),
  ),
  answer: async (context, { project }) =>
    sendFile(context, await tableFile(await readBody(context, ShownTable), project)),
}
