import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import Asset from '#app/assets/models/asset'
import Link from '#app/links/models/link'
import { ExpireUpload } from '#app/uploads/actions/expire_upload'
import { UserFactory } from '#database/factories/user_factory'
import { JPEG, openLink, openVisit, presignAs } from '#tests/support/http/links'
import { mediaFile, put } from '#tests/support/http/uploads'

test.group('A visitor of a link', () => {
  test('is one of a hundred at once, of whom exactly twenty send', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const link = await openLink(user, { maxAssets: 20 })
    const visitors = Array.from({ length: 100 }, async () => {
      const visit = await client.post('/guest/visits').json({ secret: link.secret })
      return presignAs(client, visit.body().data.token)
    })
    const answers = await Promise.all(visitors)
    const refused = answers.filter((answer) => answer.status() === 422)
    assert.lengthOf(
      answers.filter((answer) => answer.status() === 201),
      20
    )
    assert.lengthOf(refused, 80)
    for (const answer of refused) {
      answer.assertBodyContains({ errors: [{ code: 'E_GRANT_EXCEEDED' }] })
    }
    const { usedAssets, usedBytes } = await Link.findOrFail(link.id)
    assert.deepEqual([usedAssets, usedBytes], [20, 20_000])
    assert.lengthOf(await Asset.findManyBy({ linkId: link.id }), 20)
  })

  test('sends within bytes, sizes and types, in parts too', async ({ client, assert }) => {
    const link = await openLink(await UserFactory.create(), {
      maxBytes: 2_500,
      maxFileSize: 1_500,
      allowedTypes: ['image/jpeg'],
    })
    const token = await openVisit(link)
    for (const file of [
      { ...JPEG, size: 1_501 },
      { ...JPEG, contentType: 'image/png' },
    ]) {
      const refused = await presignAs(client, token, file)
      refused.assertStatus(422)
      refused.assertBodyContains({ errors: [{ code: 'E_GRANT_EXCEEDED' }] })
    }
    const whole = await presignAs(client, token)
    whole.assertStatus(201)
    const parts = await client.post('/uploads/multipart').json(JPEG).bearerToken(token)
    parts.assertStatus(201)
    const beyond = await presignAs(client, await openVisit(link))
    beyond.assertStatus(422)
    await link.refresh()
    assert.equal(link.usedBytes, 2_000)
  })

  test('takes the place of what was reserved and never came', async ({ client, assert }) => {
    const user = await UserFactory.create()
    const link = await openLink(user, { maxAssets: 1 })
    const token = await openVisit(link)
    const first = await presignAs(client, token)
    const asset = await Asset.findOrFail(first.body().data.asset.id)
    const full = await presignAs(client, token)
    full.assertStatus(422)
    await asset.merge({ uploadExpiresAt: DateTime.utc().minus({ hours: 2 }) }).save()
    await Promise.all([1, 2].map(() => new ExpireUpload().handle({ asset })))
    const second = await presignAs(client, token)
    second.assertStatus(201)
    const withdrawn = await client
      .delete(`/assets/${second.body().data.asset.id}`)
      .bearerToken(token)
    withdrawn.assertStatus(204)
    const { usedAssets, usedBytes } = await Link.findOrFail(link.id)
    assert.deepEqual([usedAssets, usedBytes], [0, 0])
  })

  test('of a closed or expired link sends no more, and sees what was sent', async ({
    client,
    assert,
  }) => {
    const link = await openLink(await UserFactory.create())
    const token = await openVisit(link)
    const sent = await presignAs(client, token)
    const past = DateTime.utc().minus({ minutes: 1 })
    for (const values of [{ closedAt: past }, { closedAt: null, expiresAt: past }]) {
      await link.merge(values).save()
      const refused = await presignAs(client, token)
      refused.assertStatus(410)
      refused.assertBodyContains({ errors: [{ code: 'E_LINK_CLOSED' }] })
    }
    const listed = await client.get('/assets').bearerToken(token)
    assert.equal(listed.body().data[0].id, sent.body().data.asset.id)
  })

  test('sees only what that visit sent', async ({ client, assert }) => {
    const link = await openLink(await UserFactory.create())
    const [one, other] = [await openVisit(link), await openVisit(link)]
    const sent = await presignAs(client, one)
    const { id } = sent.body().data.asset
    const hidden = await client.get(`/assets/${id}`).bearerToken(other)
    hidden.assertStatus(404)
    const listed = await client.get('/assets').bearerToken(other)
    assert.isEmpty(listed.body().data)
  })
})

test.group('What came through a link', () => {
  test('shows link and sender to its owner, and is found by linkId and in its album', async ({
    client,
    assert,
  }) => {
    const user = await UserFactory.create()
    await db.table('albums').insert({ id: user.id, user_id: user.id, title: 'Summer' })
    const link = await openLink(user, { albumId: user.id })
    const token = await openVisit(link, { senderName: 'Bob', senderEmail: 'bob@example.org' })
    const { bytes, declaration } = await mediaFile('good/phone.jpg')
    const presigned = await presignAs(client, token, declaration)
    const { asset, upload } = presigned.body().data
    const received = async () => {
      const response = await client.get(`/links/${link.id}`).loginAs(user)
      return response.body().data.received
    }
    assert.deepEqual(await received(), { assets: 0, bytes: 0 })
    await put(upload, bytes)
    const completed = await client
      .post('/uploads/complete')
      .json({ assetId: asset.id })
      .bearerToken(token)
    completed.assertStatus(202)
    assert.deepEqual(await received(), { assets: 1, bytes: declaration.size })

    const expected = {
      link: { id: link.id, title: 'Wedding' },
      sender: { name: 'Bob', email: 'bob@example.org' },
    }
    assert.deepInclude(completed.body().data, expected)
    await presignAs(client, token)
    await client.post('/uploads/presign').json(JPEG).loginAs(user)
    const found = await client.get(`/assets?linkId=${link.id}`).loginAs(user)
    assert.lengthOf(found.body().data, 2)
    for (const each of found.body().data) assert.deepInclude(each, expected)
    const own = await client.get('/assets').loginAs(user)
    assert.deepInclude(own.body().data[0], { link: null, sender: null })
    const [filed] = await db.from('album_assets').where('album_id', user.id)
    assert.equal(filed.asset_id, asset.id)
    const job = await db.from('jobs').where('asset_id', asset.id).first()
    assert.equal(job.charge_to, link.id)

    await client.delete(`/links/${link.id}`).loginAs(user)
    const kept = await client.get(`/assets/${asset.id}`).loginAs(user)
    assert.deepInclude(kept.body().data, { link: null, sender: expected.sender })
  })
})
