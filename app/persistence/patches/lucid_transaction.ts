import type { Database } from '@adonisjs/lucid/database'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** The release of Lucid that this was written for. */
export const LUCID_VERSION = '22.4'

type Work = (trx: TransactionClientContract) => Promise<unknown>

/**
 * Makes a transaction fail if its COMMIT does. Knex reports the outcome in a promise of its own, and
 * Lucid does not await it: a connection that breaks in the last moment would leave a caller who
 * believes that everything was written. https://github.com/knex/knex/issues/6141
 */
export function awaitCommits(db: Database) {
  const prototype = Object.getPrototypeOf(db.connection())
  const { transaction } = prototype
  prototype.transaction = async function (work?: Work, options?: object) {
    if (!work) return withOutcome(await transaction.call(this, undefined, options))
    const noticing: Work = (trx) => work(withOutcome(trx))
    return transaction.call(this, noticing, options)
  }
}

function withOutcome(trx: TransactionClientContract) {
  const { commit } = trx
  trx.commit = async () => {
    await commit.call(trx)
    await trx.knexClient.executionPromise
  }
  return trx
}
