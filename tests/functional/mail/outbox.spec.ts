import { test } from '@japa/runner'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 } from 'uuid'
import PostalMime from 'postal-mime'
import db from '@adonisjs/lucid/services/db'
import Mail from '#app/mail/models/mail'
import { SendMails } from '#app/mail/actions/send_mails'
import { SweepFailedMails } from '#app/maintenance/actions/sweep_failed_mails'
import { UserFactory } from '#database/factories/user_factory'
import { mailSettings } from '#config/mail'
import { useMailServer, withMailServer } from '#tests/support/services/smtp'
import { temporaryFolder } from '#tests/support/services/temporary_folder'

const message = {
  subject: 'Grüße',
  paragraphs: ['A secret: mi_reset_word'],
  action: { label: 'Open', url: 'https://inbox.example/#/x' },
}

async function queue(event = v7(), values: Partial<Parameters<typeof Mail.queue>[0]> = {}) {
  await db.transaction((trx) => {
    return Mail.queue({ event, to: 'ann@example.org', message, ...values }, trx)
  })
  return Mail.findBy({ event })
}

const makeDue = (id: string) => {
  return db
    .from('mails')
    .where({ id })
    .update({ run_at: db.raw('now()') })
}

test.group('The outbox', (group) => {
  group.each.setup(async () => {
    await db.from('mails').delete()
  })

  test('sends a mail as text and as HTML, and then forgets it', async ({ assert }) => {
    const letters = await withMailServer()
    const mail = await queue()
    assert.equal(await new SendMails().handle(), 1)

    assert.lengthOf(letters, 1)
    const [letter] = letters
    assert.equal(letter.subject, 'Grüße')
    assert.include(letter.text!, message.paragraphs[0])
    assert.include(letter.html!, message.paragraphs[0])
    assert.equal(letter.messageId, `<${mail!.id}@${mailSettings.domain}>`)
    assert.equal(letter.to![0].address, 'ann@example.org')
    assert.isNull(await Mail.find(mail!.id))
  })

  test('holds one mail for one event', async ({ assert }) => {
    const letters = await withMailServer()
    const event = v7()
    await Promise.all([queue(event), queue(event), queue(event)])
    await Promise.all([new SendMails().handle(), new SendMails().handle()])
    assert.lengthOf(letters, 1)
  })

  test('holds nothing if the change of the event is rolled back', async ({ assert }) => {
    await withMailServer()
    const event = v7()
    const change = db.transaction(async (trx) => {
      await Mail.queue({ event, to: 'ann@example.org', message }, trx)
      throw new Error('broken')
    })
    await assert.rejects(() => change, 'broken')
    assert.isNull(await Mail.findBy({ event }))
  })

  test('stores what a mail says encrypted', async ({ assert }) => {
    await withMailServer()
    const mail = await queue()
    const row = await db.from('mails').where('id', mail!.id).firstOrFail()
    assert.notInclude(JSON.stringify(row), 'mi_reset_word')
  })

  test('holds nothing without a mail server', async ({ assert }) => {
    assert.isNull(await queue())
  })

  test('keeps a mail while the server is down, and sends it later', async ({ assert }) => {
    await withMailServer()
    const { smtpUrl } = mailSettings
    const mail = await queue()
    await useMailServer('smtp://127.0.0.1:1')
    await new SendMails().handle()
    const waiting = await Mail.findOrFail(mail!.id)
    assert.match(waiting.lastError!, /ECONNREFUSED|ESOCKET/)
    assert.isNull(waiting.failedAt)
    assert.equal(await new SendMails().handle(), 0)

    await useMailServer(smtpUrl)
    await makeDue(mail!.id)
    await new SendMails().handle()
    assert.isNull(await Mail.find(mail!.id))
  })

  test('takes a mail again whose sender died', async ({ assert }) => {
    const letters = await withMailServer()
    const mail = await queue()
    assert.lengthOf(await Mail.claim(10), 1)
    assert.equal(await new SendMails().handle(), 0)
    await makeDue(mail!.id)
    await new SendMails().handle()
    assert.lengthOf(letters, 1)
  })

  test('gives up on an address that the server refuses, and says why', async ({ assert }) => {
    await withMailServer({
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error('no such mailbox'), { responseCode: 550 })),
    })
    const mail = await queue()
    await new SendMails().handle()
    const failed = await Mail.findOrFail(mail!.id)
    assert.isNotNull(failed.failedAt)
    assert.match(failed.lastError!, /no such mailbox/)
    assert.equal(failed.content, '')
  })

  test('sends no mail that came too late', async ({ assert }) => {
    const letters = await withMailServer()
    const mail = await queue(v7(), { expiresIn: 0 })
    await new SendMails().handle()
    assert.lengthOf(letters, 0)
    const failed = await Mail.findOrFail(mail!.id)
    assert.match(failed.lastError!, /expired/)
  })

  test('loses the mails of an account with the account', async ({ assert }) => {
    await withMailServer()
    const user = await UserFactory.create()
    const mail = await queue(v7(), { userId: user.id })
    await user.delete()
    assert.isNull(await Mail.find(mail!.id))
  })

  test('forgets after a month what failed', async ({ assert }) => {
    await withMailServer()
    const [old, recent] = [await queue(), await queue()]
    await db
      .from('mails')
      .where('id', old!.id)
      .update({ failed_at: db.raw(`now() - interval '31 days'`) })
    await recent!.markFailed('refused')
    await new SweepFailedMails().handle({ limit: 10 })
    assert.isNull(await Mail.find(old!.id))
    assert.isNotNull(await Mail.find(recent!.id))
  })

  test('writes mails to files in development', async ({ assert, cleanup }) => {
    const folder = await temporaryFolder()
    const before = { ...mailSettings }
    cleanup(() => void Object.assign(mailSettings, before))
    Object.assign(mailSettings, { isDevelopment: true, folder })
    await queue()
    await new SendMails().handle()
    const [name] = await readdir(folder)
    const letter = await PostalMime.parse(await readFile(join(folder, name)))
    assert.equal(letter.subject, 'Grüße')
  })
})
