import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { NotifyOwners } from '#app/links/actions/notify_owners'
import { UserFactory } from '#database/factories/user_factory'
import { eventually } from '#tests/support/eventually'
import { openLink, openVisit, presignAs } from '#tests/support/http/links'
import { mediaFile, put } from '#tests/support/http/uploads'
import { useMailServer } from '#tests/support/services/smtp'

const makeDue = (id: string) =>
  db
    .from('links')
    .where({ id })
    .update({ notify_at: db.raw('now()') })

test.group('A link that notifies', (group) => {
  group.each.setup(async () => {
    // Never reached: the mails are looked at in the outbox.
    await useMailServer('smtp://127.0.0.1:9')
    return () => useMailServer(undefined)
  })

  test('mails its owner once for many files, and not again within 15 minutes', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const link = await openLink(user, { notify: true })
    const token = await openVisit(link)
    const { bytes, declaration } = await mediaFile('good/phone.jpg')
    const sendOne = async () => {
      const presigned = await presignAs(client, token, declaration)
      const { asset, upload } = presigned.body().data
      await put(upload, bytes)
      await client.post('/uploads/complete').json({ assetId: asset.id }).bearerToken(token)
    }
    const mails = () => db.from('mails').where('user_id', user.id)

    await Promise.all([sendOne(), sendOne()])
    await link.refresh()
    assert.isNotNull(link.notifyAt)
    await makeDue(link.id)
    await eventually(async () => {
      await Promise.all([1, 2].map(() => new NotifyOwners().handle({ limit: 200 })))
      await link.refresh()
      return link.notifyAt === null
    })
    const [mail, ...more] = await mails()
    assert.equal(mail.recipient, user.email)
    assert.isEmpty(more)

    await sendOne()
    await link.refresh()
    assert.isAbove(link.notifyAt!.diffNow('minutes').minutes, 13)
    await new NotifyOwners().handle({ limit: 200 })
    assert.lengthOf(await mails(), 1)
  })

  test('is due no mail before anything has arrived, nor without notify', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    const [loud, quiet] = [await openLink(user, { notify: true }), await openLink(user)]
    await presignAs(client, await openVisit(loud))
    for (const link of [loud, quiet]) {
      await link.refresh()
      assert.isNull(link.notifyAt)
    }
  })
})
