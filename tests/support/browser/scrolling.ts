import type { Page } from 'playwright-core'

/**
 * Scrolls a window further, again and again, until the named asset is drawn. Returns how many
 * assets were in the document at most.
 */
export function scrollTo(page: Page, filename: string): Promise<number> {
  return page.evaluate(scrollUntilDrawn, `[aria-label$="${filename}"]`)
}

// Runs in the page.
async function scrollUntilDrawn(selector: string) {
  const { document, innerHeight, requestAnimationFrame, scrollBy } = globalThis as any
  let most = 0
  while (!document.querySelector(selector)) {
    if (!isGapInWindow()) scrollBy(0, innerHeight)
    await new Promise((resolve) => requestAnimationFrame(resolve))
    most = Math.max(most, document.querySelectorAll('.tile').length)
  }
  return most

  // What was not read yet is waited for.
  function isGapInWindow() {
    return [...document.querySelectorAll('.gap')].some((gap) => {
      const { top, bottom } = gap.getBoundingClientRect()
      return top < innerHeight && bottom > 0
    })
  }
}
