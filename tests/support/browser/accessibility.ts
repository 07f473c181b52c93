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
