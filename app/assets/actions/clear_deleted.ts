import Asset from '#app/assets/models/asset'
import Deletion from '#app/assets/models/deletion'

/** If the asset was deleted meanwhile, schedules what a run wrote for it for removal too. */
export async function clearDeleted(asset: Asset) {
  if (!(await Asset.find(asset.id))) await Deletion.ofAsset(asset)
}
