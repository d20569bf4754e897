import { html } from 'hono/html'
import { openShare, REPORT_POLICY } from '#engine/index.ts'
import type { ServiceRoute } from './service-route.ts'

const ENDED = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>This link has ended</title></head>
<body><h1>This link has ended</h1><p>It expired or was taken back, or a part of it is missing. Ask whoever sent it for a new one.</p></body></html>`

export const share: ServiceRoute = {
  id: 'open-share',
  method: 'get',
  path: '/share/{secret}',
  summary: 'The report a link is bound to, freshly answered; nobody has to sign in',
  right: null,
  parameters: [{ name: 'secret', in: 'path', required: true, schema: { type: 'string' } }],
  content: { 'text/html': { schema: { type: 'string' } } },
  async answer(context, { project }) {
    context.header('content-security-policy', `${REPORT_POLICY}; frame-ancestors 'none'`)
    context.header('cache-control', 'no-store')
    context.header('x-robots-tag', 'noindex')
    const page = await openShare(project, context.req.param('secret') ?? '')
    return page === null ? context.html(ENDED, 404) : context.html(page)
  },
}
