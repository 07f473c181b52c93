import db from '@adonisjs/lucid/services/db'
import Asset from '#app/assets/models/asset'
import { recipeDigest } from '#app/media/image/variants'
import type { MediaKind, Recipe } from '#app/media/media'

interface Outdated {
  recipes: Recipe[]
  /** Kinds of which an asset without any variant is among them. */
  shown: MediaKind[]
  startAfter?: string
  limit: number
}

/**
 * The next ready assets after `startAfter`, in the order of their ids, that lack a variant by one of
 * these recipes as it is now. One without any, of which no picture could be made, lacks them only
 * where its kind is among the `shown`. One whose variants a job still makes is left to that job.
 */
export function findOutdated({ recipes, shown, startAfter, limit }: Outdated) {
  const current = recipes.map((recipe) => ({ name: recipe.name, recipe: recipeDigest(recipe) }))
  const query = Asset.query()
    .where('status', 'ready')
    .whereNotExists(
      db.from('jobs').whereColumn('asset_id', 'assets.id').whereIn('state', ['queued', 'active'])
    )
    .where((any) => any.whereIn('kind', shown).orWhereRaw(`variants <> '[]'`))
    .whereRaw('not variants @> ?', [JSON.stringify(current)])
    .orderBy('id')
    .limit(limit)
  return startAfter ? query.where('id', '>', startAfter) : query
}
