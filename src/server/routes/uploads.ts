import { z } from 'zod'
import { forgetUpload, OPERATIONS, type Right, saveUpload } from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
import { roleCovers } from '#schema/role.ts'
import { jsonContent, type ServiceRoute } from './service-route.ts'

const LARGEST = 20_000_000_000
/** A viewer uploads only what a question takes along, such as the arms of a test. */
const LARGEST_OF_VIEWER = 20_000_000

/** Whoever may ask something that takes a file may send one. */
const SEND_FILES: Right = {
  role: 'viewer',
  operations: OPERATIONS.filter(({ files }) => files !== undefined).map(({ name }) => name),
}

export const upload: ServiceRoute = {
  id: 'upload',
  method: 'put',
  path: '/api/v1/uploads',
  summary: 'Upload a file to import',
  right: SEND_FILES,
  parameters: [{ name: 'name', in: 'query', required: true, schema: { type: 'string' } }],
  body: { content: { 'application/octet-stream': {} } },
  content: jsonContent(z.object({ upload: z.string(), name: z.string(), bytes: z.number() })),
  async answer(context, { project }) {
    const name = context.req.query('name')
    const body = context.req.raw.body
    if (!name || body === null)
      throw new PermilleError('usage', 'send the file as the body and its name as ?name=')
    const most = roleCovers(context.get('caller').role, 'editor') ? LARGEST : LARGEST_OF_VIEWER
    return context.json(await saveUpload(project.folder.uploads, name, body, most))
  },
}

export const removeUpload: ServiceRoute = {
  id: 'forget-upload',
  method: 'delete',
  path: '/api/v1/uploads/{id}',
  summary: 'Remove an upload that is not going to be imported',
  right: SEND_FILES,
  parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
  content: jsonContent(z.object({ upload: z.string() })),
  async answer(context, { project }) {
    const id = context.req.param('id') ?? ''
    await forgetUpload(project.folder.uploads, id)
    return context.json({ upload: id })
  },
}
