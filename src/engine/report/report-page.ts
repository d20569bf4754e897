import { html, raw } from 'hono/html'
import type { Freshness } from '#schema/answer/freshness.ts'
import { REPORT_POLICY, REPORT_STYLE } from './style.ts'

type Part = ReturnType<typeof html>

/** A page of its own around what it says: no script, nothing loaded from elsewhere, every text escaped. */
export async function reportPage(
  heading: string,
  { sample, sampleLabel }: Pick<Freshness, 'sample' | 'sampleLabel'>,
  body: Part,
): Promise<string> {
  const page = await html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${REPORT_POLICY}">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">
<title>${heading}</title><style>${raw(REPORT_STYLE)}</style></head><body>
${sample ? html`<p class="sample">This is a sample, not data of your own: ${sampleLabel ?? ''}</p>` : ''}
<h1>${heading}</h1>
${body}
<footer>Made by permille. An interval holds the true rate with a probability of 95 %.</footer>
</body></html>
`
  return String(page)
}
