import { expect, test } from 'vitest'
import { chromium } from './support/chromium.ts'
import { requirement } from './support/requirement.ts'

requirement('chromium').describe('Chromium', () => {
  test('opens a page that the tests wrote', async () => {
    const browser = await chromium()
    try {
      const page = await browser.newPage()
      await page.setContent('<h1>permille</h1>')
      expect(await page.textContent('h1')).toBe('permille')
    } finally {
      await browser.close()
    }
  })
})
