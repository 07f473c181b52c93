import { randomUUID } from 'node:crypto'
import { DeleteBucketCommand } from '@aws-sdk/client-s3'
import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import storage from '#config/storage'
import { openBucket } from '#app/storage/s3/client'
import { ChildProgram } from '#tests/support/services/child_program'

const setUp = async () => {
  ace.ui.switchMode('raw')
  ace.ui.logger.flushLogs()
  const { exitCode } = await ace.exec('store:setup', [])
  const lines = ace.ui.logger.getLogs().map(({ message }) => message)
  ace.ui.switchMode('normal')
  return { exitCode, lines }
}

test.group('store:setup', () => {
  test('says what it did, and changes nothing the second time', async ({ assert }) => {
    await setUp()
    const { exitCode, lines } = await setUp()

    assert.notOk(exitCode)
    const rules = ['The CORS rule was there already.', 'The lifecycle rule was there already.']
    const nothing = ['Objects are on disk: there is nothing to set up.']
    for (const said of storage.s3 ? rules : nothing) {
      assert.isTrue(lines.some((line) => line.includes(said)))
    }
  })
  if (storage.s3) {
    test('makes the bucket where it is told to, and takes one that is there', async ({
      assert,
      cleanup,
    }) => {
      const bucket = `media-inbox-${randomUUID()}`
      const setUpThere = async (...flags: string[]) => {
        const env = { ...process.env, S3_BUCKET: bucket }
        const program = new ChildProgram(['ace.js', 'store:setup', ...flags], env)
        return { exitCode: await program.ended, said: program.output }
      }
      const without = await setUpThere()
      assert.equal(without.exitCode, 1)
      assert.include(without.said, `S3_BUCKET: there is no bucket ${bucket}.`)

      const first = await setUpThere('--create')
      cleanup(() => removeBucket(bucket))
      assert.equal(first.exitCode, 0)
      assert.include(first.said, `The bucket ${bucket} is made.`)
      assert.include(first.said, 'The CORS rule is set.')

      const second = await setUpThere('--create')
      assert.equal(second.exitCode, 0)
      assert.notInclude(second.said, 'is made')
    })
  }
})

async function removeBucket(bucket: string) {
  const { client, name } = openBucket({ ...storage.s3!, bucket })
  await client.send(new DeleteBucketCommand({ Bucket: name }))
  client.destroy()
}
