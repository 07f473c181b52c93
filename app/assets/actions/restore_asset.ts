import Asset from '#app/assets/models/asset'
import { NotFound } from '#app/http/exceptions/errors'

/** Takes an owner's asset out of the trash, as it was. Throws `NotFound` if it is not there. */
export class RestoreAsset {
  async handle({ id, userId }: { id: string; userId: string }) {
    const asset = await Asset.query().where({ id, user_id: userId }).first()
    if (!asset || !(await asset.restore())) throw new NotFound()
  }
}
