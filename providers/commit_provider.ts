import type { ApplicationService } from '@adonisjs/core/types'
import { awaitCommits } from '#app/persistence/patches/lucid_transaction'

/** Applies the patch of Lucid's transactions to every connection. */
export default class CommitProvider {
  constructor(protected app: ApplicationService) {}

  register() {
    this.app.container.resolving('lucid.db', awaitCommits)
  }
}
