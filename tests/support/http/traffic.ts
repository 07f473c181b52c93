import type { Page } from 'playwright-core'
import { readGrant } from '#app/storage/disk/grant_text'
import { eventually } from '#tests/support/eventually'

/** The parts of one file that a page has sent. */
export class SentParts {
  /** Those of which the page was told that the store has them. */
  readonly finished: number[] = []
  /** Those that were begun again although they were finished. */
  readonly repeated: number[] = []

  constructor(page: Page) {
    page.on('request', (request) => {
      const number = request.method() === 'PUT' ? partNumberOf(request.url()) : Number.NaN
      if (this.finished.includes(number)) this.repeated.push(number)
    })
    page.on('response', (response) => {
      const isSent = response.request().method() === 'PUT' && response.status() === 200
      if (isSent) this.finished.push(partNumberOf(response.url()))
    })
  }

  /** Waits until so many more parts are finished. */
  async more(count: number, { deadline = 60_000 } = {}) {
    const wanted = this.finished.length + count
    await eventually(() => this.finished.length >= wanted, { deadline })
  }
}

/** Lets the page send so many bytes a second, of all its requests together. */
export async function limitUpload(page: Page, uploadThroughput: number) {
  const devtools = await page.context().newCDPSession(page)
  const unlimited = { offline: false, latency: 0, downloadThroughput: -1 }
  await devtools.send('Network.emulateNetworkConditions', { ...unlimited, uploadThroughput })
}

// S3 has the number in the query, the disk store in its grant.
function partNumberOf(url: string) {
  const { pathname, searchParams } = new URL(url)
  const text = searchParams.get('grant')
  if (!text) return Number(searchParams.get('partNumber'))
  const { grant } = readGrant(text, pathname.replace('/objects/', ''))
  return 'partNumber' in grant ? grant.partNumber : 0
}
