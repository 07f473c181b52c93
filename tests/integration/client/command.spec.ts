import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import env from '#start/env'
import Asset from '#app/assets/models/asset'
import { freePort } from '#app/process/free_port'
import { UserFactory } from '#database/factories/user_factory'
import { eventually } from '#tests/support/eventually'
import { openSession } from '#tests/support/http/auth'
import { silence } from '#tests/support/media/wav'
import { ChildProgram } from '#tests/support/services/child_program'
import { builtClient, clientFolder } from '#tests/support/services/client_package'
import { spawnWorker } from '#tests/support/services/spawn'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

const MEDIA = new URL('../../fixtures/media/', import.meta.url)

/** A folder with the named photos, each under its own name. */
async function folderOf(photos: Record<string, string>) {
  const folder = await temporaryFolder()
  for (const [name, photo] of Object.entries(photos)) {
    await cp(new URL(photo, MEDIA), join(folder, name), { recursive: true })
  }
  return folder
}

/** The command with the key of a new user. */
async function newCommand() {
  const user = await UserFactory.create()
  const { accessToken } = await openSession(user)
  const start = (args: string[], key = accessToken) =>
    new ChildProgram([`${clientFolder}/dist/command.js`, ...args], {
      ...process.env,
      MEDIA_INBOX_URL: env.get('APP_URL'),
      MEDIA_INBOX_KEY: key,
    })
  return { user, start }
}

function linesOf({ output }: ChildProgram) {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
}

test.group('media-inbox-upload', (group) => {
  group.tap((own) => own.tags(['@once']))
  group.setup(() => void builtClient())

  test('uploads a folder, and skips what is there the next time', async ({ assert }) => {
    await builtClient()
    spawnWorker()
    const folder = await folderOf({
      'gps.jpg': 'good/gps.jpg',
      'same.jpg': 'good/gps.jpg',
      'trip/photo.png': 'good/photo.png',
      '.hidden.jpg': 'good/phone.jpg',
    })
    await writeFile(join(folder, 'notes.txt'), 'notes')
    const { user, start } = await newCommand()
    const first = start([folder, '--json', '--at-once', '1'])
    assert.equal(await first.ended, 0, first.output)
    const outcomes = linesOf(first)
    assert.sameMembers(
      outcomes.map(({ path, status }) => `${path} ${status}`),
      ['gps.jpg uploaded', 'notes.txt ignored', 'same.jpg skipped', 'trip/photo.png uploaded']
    )
    const assets = await Asset.findManyBy({ userId: user.id, status: 'ready' })
    assert.lengthOf(assets, 2)

    const second = start([folder])
    assert.equal(await second.ended, 0, second.output)
    assert.include(second.output, '0 uploaded, 3 there already, 1 ignored, 0 failed')
    assert.lengthOf(await Asset.findManyBy({ userId: user.id }), 2)
  })

  test('exits with 1 if a file is refused, and uploads the others', async ({ assert }) => {
    await builtClient()
    spawnWorker()
    const folder = await folderOf({ 'a.jpg': 'hostile/truncated.jpg', 'b.jpg': 'good/gps.jpg' })
    const { user, start } = await newCommand()
    const command = start([folder, '--json'])
    assert.equal(await command.ended, 1, command.output)
    const failed = linesOf(command).find(({ status }) => status === 'failed')
    assert.equal(failed.path, 'a.jpg')
    assert.match(failed.error.code, /^E_/)
    assert.lengthOf(await Asset.findManyBy({ userId: user.id, status: 'ready' }), 1)
  })

  test('goes on after Ctrl-C', async ({ assert }) => {
    await builtClient()
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'long.wav'), silence(70 * 1024 ** 2))
    const { user, start } = await newCommand()
    // Without a worker it waits for the asset, all of whose bytes are there.
    const interrupted = start([folder])
    const arrived = Asset.query().where({ userId: user.id, status: 'processing' })
    await eventually(() => arrived.clone().first(), { deadline: 60_000 })
    interrupted.signal('SIGINT')
    assert.equal(await interrupted.ended, 130)
    assert.include(interrupted.output, 'Run it again')

    spawnWorker()
    const again = start([folder])
    assert.equal(await again.ended, 0, again.output)
    const [asset, ...others] = await Asset.findManyBy({ userId: user.id })
    assert.isEmpty(others)
    assert.isNotNull(asset)
  })

  test('uploads what is added while it watches', async ({ assert }) => {
    await builtClient()
    spawnWorker()
    const folder = await folderOf({ 'gps.jpg': 'good/gps.jpg' })
    const { start } = await newCommand()
    const command = start([folder, '--watch', '--json'])
    await command.says(/gps\.jpg/)
    await mkdir(join(folder, 'later'))
    await cp(new URL('good/photo.png', MEDIA), join(folder, 'later/photo.png'))
    await command.says(/later\/photo\.png.*uploaded/)
    command.signal('SIGINT')
    assert.equal(await command.ended, 130)
    assert.lengthOf(linesOf(command), 2)
  })

  for (const [what, args, code, sentence] of [
    ['no folder', [], 2, /Name one folder/],
    ['a folder that is not there', ['/nowhere'], 2, /ENOENT/],
    ['an unknown option', ['.', '--fast'], 2, /fast/],
    ['a number that is none', ['.', '--at-once', 'many'], 2, /1 to 32/],
    [
      'a service that is not there',
      ['FOLDER', '--url', 'http://127.0.0.1:PORT'],
      3,
      /ECONNREFUSED/,
    ],
    ['an unknown key', ['FOLDER', '--key', 'mi_key_unknown'], 3, /Sign in/],
  ] as const) {
    test(`exits with ${code} at ${what}`, async ({ assert }) => {
      await builtClient()
      const folder = await folderOf({ 'gps.jpg': 'good/gps.jpg' })
      const { start } = await newCommand()
      const port = String(await freePort())
      const given = args.map((text) => text.replace('FOLDER', folder).replace('PORT', port))
      const command = start(given)
      assert.equal(await command.ended, code, command.output)
      assert.match(command.output, sentence)
    })
  }
})
