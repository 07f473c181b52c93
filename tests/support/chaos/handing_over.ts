import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { photo } from '#tests/support/browser/browser'

/** Drops or pastes files, as a person does who has them elsewhere. */
export async function hand(page: Page, type: 'drop' | 'paste', names: string[]) {
  const files = await Promise.all(
    names.map(async (name) => ({ name, base64: await readFile(photo(name), 'base64') }))
  )
  await page.evaluate(handFiles, { type, files })
}

// Runs in the page.
async function handFiles(given: { type: string; files: { name: string; base64: string }[] }) {
  const { document, atob, File, DataTransfer, DragEvent, ClipboardEvent } = globalThis as any
  const transfer = new DataTransfer()
  for (const { name, base64 } of given.files) {
    const bytes = Uint8Array.from(atob(base64), (character: string) => character.charCodeAt(0))
    const type = name.endsWith('.png') ? 'image/png' : 'image/jpeg'
    transfer.items.add(new File([bytes], name, { type }))
  }
  const options = { bubbles: true, cancelable: true }
  document.body.dispatchEvent(
    given.type === 'drop'
      ? new DragEvent('drop', { ...options, dataTransfer: transfer })
      : new ClipboardEvent('paste', { ...options, clipboardData: transfer })
  )
}
