import type { ApplicationService } from '@adonisjs/core/types'
import type { Database } from '@adonisjs/lucid/database'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Work = (trx: TransactionClientContract) => Promise<unknown>

/**
 * Makes a transaction fail where its COMMIT does. Knex tells the outcome in a promise of its own
 * (https://github.com/knex/knex/issues/6141), and Lucid 22.4 does not look at that: a connection
 * that breaks in the last moment would leave a caller who believes that all was written.
 */
export default class CommitProvider {
  constructor(protected app: ApplicationService) {}

  register() {
    this.app.container.resolving('lucid.db', awaitCommits)
  }
}

function awaitCommits(db: Database) {
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
