import db from '@adonisjs/lucid/services/db'
import Asset from '#models/asset'
import { recipeDigest } from '#media/image/variants'
import type { Recipe } from '#media/media'

/**
 * The next ready assets after `startAfter`, in the order of their ids, that lack a variant by one of
 * these recipes as it is now. An asset of which no picture could be made never lacks one.
 */
export function findOutdated(recipes: Recipe[], startAfter: string | undefined, limit: number) {
  const current = recipes.flatMap((recipe) => [recipe.name, recipeDigest(recipe)])
  const pairs = recipes.map(() => '(?, ?)').join(', ')
  const query = Asset.query()
    .where('status', 'ready')
    .whereExists(db.from('variants').whereColumn('asset_id', 'assets.id'))
    .whereRaw(
      `(select count(*) from variants where asset_id = assets.id and (name, recipe) in (${pairs})) < ?`,
      [...current, recipes.length]
    )
    .orderBy('id')
    .limit(limit)
  return startAfter ? query.where('id', '>', startAfter) : query
}
