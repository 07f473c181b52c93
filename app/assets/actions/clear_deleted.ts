import Asset from '#app/assets/models/asset'
import Deletion from '#app/assets/models/deletion'

/** Where the asset was deleted meanwhile, leaves word that what a run wrote for it must go too. */
export async function clearDeleted(asset: Asset) {
  if (!(await Asset.find(asset.id))) await Deletion.ofAsset(asset)
}
