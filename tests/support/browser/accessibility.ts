import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import type { AxeResults } from 'axe-core'

const AXE = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'))

/** What axe finds wrong with the page as it is, one line a kind. */
export async function findBarriers(page: Page) {
  // Through the debugger: the page's policy lets no other script in.
  await page.evaluate(await readFile(AXE, 'utf8'))
  const { passes, violations } = (await page.evaluate('axe.run()')) as AxeResults
  if (passes.length === 0) throw new Error('axe has found nothing to look at')
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

const WIDTHS = [320, 390, 1_280]

/** What axe finds wrong. Throws if anything stands out of the page at any width. */
export async function lookAt(page: Page) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    )
    if (Number(overflow) > 0) throw new Error(`${overflow} px wider than ${width}`)
  }
  return findBarriers(page)
}
