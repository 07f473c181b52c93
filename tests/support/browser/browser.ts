import { fileURLToPath } from 'node:url'
import { getActiveTest } from '@japa/runner'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { PASSWORD } from '#database/factories/user_factory'
import type User from '#app/accounts/models/user'

const MEDIA = new URL('../../fixtures/media/', import.meta.url)

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

let browser: Promise<Browser> | undefined

/** The system's own Chromium, with a profile of its own; started once. */
export function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  browser ??= chromium.launch({ executablePath, args: FLAGS })
  return browser
}

export async function closeBrowser() {
  const opened = await browser
  browser = undefined
  await opened?.close()
}

/** A person's browser, with nothing in it yet. It is closed after the test. */
export async function openContext(options: BrowserContextOptions = {}) {
  const opened = await openBrowser()
  const context = await opened.newContext({
    locale: 'en-GB',
    // It would hide requests from `page.route`.
    serviceWorkers: 'block',
    ...options,
  })
  context.setDefaultTimeout(30_000)
  getActiveTest()?.cleanup(() => context.close())
  return context
}

/** A page whose own mistakes are collected: exceptions, and what its policy has forbidden. */
export async function openPage(url: string, options?: BrowserContextOptions) {
  const context = await openContext(options)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy|Uncaught/.test(message.text())) faults.push(message.text())
  })
  await page.goto(url)
  return Object.assign(page, { faults })
}

/** Signs in on the page, as a person does. */
export async function signIn(page: Page, { email }: Pick<User, 'email'>) {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: 'Account', exact: true }).waitFor()
}

/** Gives files to the page by its own button. */
export async function choose(page: Page, files: Parameters<Page['setInputFiles']>[1]) {
  await page.locator('.header input[type=file]').setInputFiles(files)
}

/** The path of a real file of `tests/fixtures/media`. */
export function photo(name: string) {
  return fileURLToPath(new URL(`good/${name}`, MEDIA))
}
