import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import store from '#app/storage/main'
import Asset from '#app/assets/models/asset'
import { AssetNotReady } from '#app/assets/errors'
import { iso } from '#app/http/iso'
import { assetUrlTtl } from '#config/uploads'

export default class DownloadsController {
  /**
   * @show
   * @operationId downloadAsset
   * @summary Get a url that saves the original under its name
   */
  async show({ auth, params, serialize }: HttpContext) {
    const asset = await Asset.ownedBy(auth.getUserOrFail(), params.id)
    if (asset.status !== 'ready') throw new AssetNotReady()

    const { originalKey, contentType, filename } = asset
    const url = await store.presignGet(originalKey, {
      contentType,
      filename,
      disposition: 'attachment',
      ttlSeconds: assetUrlTtl,
    })
    return serialize({ url, expiresAt: iso(DateTime.utc().plus({ seconds: assetUrlTtl })) })
  }
}
