import type { Page } from 'playwright-core'

/**
 * Scrolls to the foot of the page, again and again as it grows, until the named asset is drawn.
 * Answers with how many assets were in the document at most.
 */
export function scrollTo(page: Page, filename: string): Promise<number> {
  return page.evaluate(scrollUntilDrawn, `[aria-label$="${filename}"]`)
}

// Runs in the page.
async function scrollUntilDrawn(selector: string) {
  const { document, requestAnimationFrame, scrollTo: jump } = globalThis as any
  let most = 0
  while (!document.querySelector(selector)) {
    jump(0, document.documentElement.scrollHeight)
    await new Promise((resolve) => requestAnimationFrame(resolve))
    most = Math.max(most, document.querySelectorAll('.tile').length)
  }
  return most
}
