import type { Page } from 'playwright-core'

/** What went wrong on a page behind the reader's back: errors, refused resources, broken policies, failed answers. */
export function watchPage(page: Page): readonly string[] {
  const wrong: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') wrong.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`))
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? ''
    if (reason !== 'net::ERR_ABORTED') wrong.push(`request: ${request.url()} ${reason}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) wrong.push(`answer: ${response.status()} ${response.url()}`)
  })
  return wrong
}
