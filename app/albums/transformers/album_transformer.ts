import { BaseTransformer } from '@adonisjs/core/transformers'
import type Album from '#app/albums/models/album'
import type { AssetFields } from '#app/assets/fields'
import AssetTransformer from '#app/assets/transformers/asset_transformer'
import { iso } from '#app/http/iso'

/** An album as its owner sees it. */
export default class AlbumTransformer extends BaseTransformer<Album> {
  constructor(
    album: Album,
    private cover?: AssetFields
  ) {
    super(album)
  }

  async toObject() {
    const { id, title, count, createdAt, updatedAt } = this.resource
    return {
      id,
      title,
      // A model that was just created knows nothing of it.
      count: count ?? 0,
      cover: this.cover ? await new AssetTransformer(this.cover).toObject() : null,
      createdAt: iso(createdAt),
      updatedAt: iso(updatedAt),
    }
  }
}
