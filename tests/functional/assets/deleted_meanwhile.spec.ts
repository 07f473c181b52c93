import { test } from '@japa/runner'
import type { ApiRequest, ApiResponse } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import Asset from '#app/assets/models/asset'
import { AssetFactory } from '#database/factories/asset_factory'
import { UserFactory } from '#database/factories/user_factory'
import { blocking } from '#tests/support/chaos/blocking'
import { uploaded } from '#tests/support/http/uploads'

test.group('An asset that is deleted while a request is at it', () => {
  test('is not completed', async ({ client }) => {
    const user = await UserFactory.create()
    const { id } = await uploaded(user)
    const complete = client.post('/uploads/complete').json({ assetId: id }).loginAs(user)
    const response = await whileDeleted(id, complete)
    response.assertStatus(404)
  })

  test('is not renamed', async ({ client }) => {
    const { id, user } = await AssetFactory.apply('ready').with('user').create()
    const rename = client.patch(`/assets/${id}`).json({ filename: 'beach.jpg' }).loginAs(user)
    const response = await whileDeleted(id, rename)
    response.assertStatus(404)
  })
})

/** Sends the request, and deletes the asset once it waits to change it. */
async function whileDeleted(id: string, request: ApiRequest): Promise<ApiResponse> {
  const deletion = await db.transaction()
  await Asset.lock(id, deletion)
  const answered = request.then((response) => response)
  await blocking(deletion)
  await Asset.query({ client: deletion }).where({ id }).delete()
  await deletion.commit()
  return answered
}
