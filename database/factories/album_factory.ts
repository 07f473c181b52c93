import factory from '@adonisjs/lucid/factories'
import Album from '#app/albums/models/album'

/** An album with nothing in it. */
export const AlbumFactory = factory.define(Album, () => ({ title: 'Venice' })).build()
