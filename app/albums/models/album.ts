import { compose } from '@adonisjs/core/helpers'
import { AlbumSchema } from '#database/schema'
import type { Owner } from '#app/accounts/auth/access'
import { Identified } from '#app/persistence/identified'
import { Paged } from '#app/persistence/paged'

/**
 * A titled set of an owner's assets. Triggers on `album_assets` and `assets` keep `count`: the
 * assets in it that are not in the trash (migrations 0086 and 0087).
 */
export default class Album extends compose(AlbumSchema, Identified, Paged) {
  /** Somebody else's looks like one that does not exist. */
  static ownedBy(owner: Owner, id: string) {
    return Album.query().where({ id, user_id: owner.id }).firstOrFail()
  }
}
