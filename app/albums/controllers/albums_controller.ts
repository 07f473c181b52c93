import type { HttpContext } from '@adonisjs/core/http'
import { requestContextOf } from '#app/accounts/auth/request_context'
import { DeleteAlbum } from '#app/albums/actions/delete_album'
import { findCovers } from '#app/albums/actions/find_covers'
import Album from '#app/albums/models/album'
import AlbumTransformer from '#app/albums/transformers/album_transformer'
import { albumsPageValidator, albumValidator } from '#app/albums/validators'

export default class AlbumsController {
  /**
   * @index
   * @operationId listAlbums
   * @summary List the caller’s albums, newest first
   */
  async index({ auth, request }: HttpContext) {
    const { limit = 25, cursor } = await request.validateUsing(albumsPageValidator)
    const page = { limit, cursor, user_id: auth.getUserOrFail().id }
    const { rows, nextCursor } = await Album.page(page)
    return { data: await shown(rows), metadata: { nextCursor } }
  }

  /**
   * @store
   * @operationId createAlbum
   * @summary Create an album
   * @description Assets are added and removed by `POST /assets/bulk`.
   */
  async store({ auth, request, response }: HttpContext) {
    const { title } = await request.validateUsing(albumValidator)
    const album = await Album.create({ title, userId: auth.getUserOrFail().id })
    response.created({ data: await new AlbumTransformer(album).toObject() })
  }

  /**
   * @show
   * @operationId showAlbum
   * @summary Show an album
   */
  async show({ auth, params }: HttpContext) {
    const [album] = await shown([await Album.ownedBy(auth.getUserOrFail(), params.id)])
    return { data: album }
  }

  /**
   * @update
   * @operationId updateAlbum
   * @summary Rename an album
   */
  async update({ auth, params, request }: HttpContext) {
    const album = await Album.ownedBy(auth.getUserOrFail(), params.id)
    await album.merge(await request.validateUsing(albumValidator)).save()
    const [changed] = await shown([album])
    return { data: changed }
  }

  /**
   * @destroy
   * @operationId deleteAlbum
   * @summary Delete an album with its shares
   * @description Its assets stay.
   */
  async destroy(ctx: HttpContext) {
    const album = await Album.ownedBy(ctx.auth.getUserOrFail(), ctx.params.id)
    await new DeleteAlbum().handle({ album, origin: requestContextOf(ctx) })
    return ctx.response.noContent()
  }
}

async function shown(albums: Album[]) {
  const covers = await findCovers(albums.map(({ id }) => id))
  return Promise.all(
    albums.map((album) => new AlbumTransformer(album, covers.get(album.id)).toObject())
  )
}
