import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { test } from '@japa/runner'
import { freePort } from '#app/process/free_port'
import { choose, closeBrowser, openPage, signIn } from '#tests/support/browser/browser'
import { Installation } from '#tests/support/services/installation'
import { makeRecording } from '#tests/support/browser/recording'
import { temporaryFolder } from '#tests/support/services/temporary_folder'
import { limitUpload, SentParts } from '#tests/support/http/traffic'

const MIB = 1_024 * 1_024
const BYTES = 1_000_000_000
const PARTS = Math.ceil(BYTES / (16 * MIB))

const EMAIL = 'first@example.org'
const PASSWORD = 'seventeen wet geese'

/** A part that the store has taken, as the API's log has it. */
const PART_STORED = /"method":"PUT","route":"\/objects\/\*","status":200/g

test.group('a file of 1 GB', () => {
  test('survives a reload and a restart of everything, and no part is stored twice', async ({
    assert,
    cleanup,
  }) => {
    const port = await freePort()
    const url = `http://localhost:${port}`
    const installation = new Installation(await temporaryFolder(), {
      ADMIN_EMAIL: EMAIL,
      ADMIN_PASSWORD: PASSWORD,
      APP_URL: url,
      PORT: String(port),
    })
    cleanup(async () => {
      await closeBrowser()
      await installation.remove()
    })
    const first = await installation.startReady()
    const { path, sha256 } = await makeRecording(BYTES)

    const page = await openPage(url)
    await signIn(page, { email: EMAIL })
    const sent = new SentParts(page)
    await limitUpload(page, 24 * MIB)
    await choose(page, path)
    // It is read once before, which takes its time on a busy machine.
    await sent.more(8, { deadline: 300_000 })

    await page.reload()
    await sent.more(8, { deadline: 300_000 })

    // As Ctrl-C ends it, in the middle of some parts.
    first.signalGroup('SIGINT')
    await first.ended
    const storedBefore = countStored(first.output)
    assert.isAtLeast(storedBefore, 16)
    await page.getByText('resumes automatically').waitFor()

    const second = await installation.startReady()
    await page.getByText('Uploaded', { exact: true }).waitFor({ timeout: 300_000 })
    await page.getByRole('link', { name: 'Audio, concert.wav' }).waitFor()
    assert.equal(storedBefore + countStored(second.output), PARTS)
    assert.isEmpty(sent.repeated)

    await page.getByRole('link', { name: /^Audio, concert.wav$/ }).click()
    await page.getByRole('button', { name: 'Download' }).waitFor({ timeout: 300_000 })
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download' }).click()
    const saved = await download
    assert.equal(await digestOf(await saved.path()), sha256)
    assert.deepEqual(page.faults, [])
  })
})

async function digestOf(path: string) {
  const digest = createHash('sha256')
  await pipeline(createReadStream(path), digest)
  return digest.digest('base64')
}

function countStored(log: string) {
  return [...log.matchAll(PART_STORED)].length
}
