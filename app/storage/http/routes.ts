import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import { objectsPattern } from '#app/storage/disk/url_signer'

// The disk store's own signed urls: what S3 does where there is one.
router
  .group(() => {
    router.put(objectsPattern, [controllers.storage.http.DiskObjects, 'update'])
    // Not HEAD: the urls are made for one method each, as S3's are.
    router.route(objectsPattern, ['GET'], [controllers.storage.http.DiskObjects, 'show'])
    router.route(objectsPattern, ['OPTIONS'], () => {})
  })
  .use(middleware.anyOrigin())
