import { statfs } from 'node:fs/promises'
import { Result } from '@adonisjs/core/health'
import db from '@adonisjs/lucid/services/db'
import store from '#app/storage/main'
import queue from '#app/jobs/main'
import { isClockTrusted } from '#app/persistence/clock_guard'
import { readHalt } from '#app/maintenance/orphans/round'
import { findPending } from '#app/monitoring/health/migrations'
import { Part } from '#app/monitoring/health/part'
import { dataDir } from '#config/app'
import { scanning } from '#config/scanner'
import storage from '#config/storage'
import { diskReserve } from '#app/storage/disk/disk_room'
import { diskSpace } from '#config/health'
import { registrationWords } from '#app/accounts/registration_words'
import { registration } from '#config/registration'

export class DatabasePart extends Part {
  name = 'database'
  code = 'E_DATABASE_UNAVAILABLE'
  whenDown = 'The database does not answer.'

  async look() {
    await db.rawQuery('select 1')
    return Result.ok('The database answers.')
  }
}

export class StorePart extends Part {
  name = 'store'
  code = 'E_STORE_UNAVAILABLE'
  whenDown = 'The object store does not answer.'

  async look() {
    await store.check()
    return Result.ok('The object store answers.')
  }
}

export class QueuePart extends Part {
  name = 'queue'
  code = 'E_QUEUE_UNAVAILABLE'
  whenDown = 'The queue does not answer. Uploads are accepted and processed later.'

  async look() {
    await queue.check()
    const policies = await queue.evictionPolicies()
    const policy = policies.find((name) => name !== 'noeviction')
    if (!policy) return Result.ok('The queue answers.')
    return Result.warning(`Redis may drop jobs: set maxmemory-policy noeviction, not ${policy}.`)
  }
}

/** What looks at files for malware; a component where SCAN_URL names it. */
export class ScannerPart extends Part {
  name = 'scanner'
  code = 'E_SCANNER_UNAVAILABLE'
  whenDown = 'The scanner does not answer. Files are accepted and wait for it (SCAN_UNAVAILABLE).'

  async look() {
    await scanning.scanner?.ping()
    const fate = scanning.whenUnavailable === 'hold' ? 'wait' : 'are let through'
    return Result.ok(`The scanner answers. While it is down, files ${fate}.`)
  }

  protected judge(error: unknown) {
    if (scanning.whenUnavailable === 'hold') return super.judge(error)
    return Result.warning('The scanner does not answer. Files become ready without a scan.')
  }
}

/** The disk below DATA_DIR. A full one stops everything that is embedded. */
export class DiskPart extends Part {
  name = 'disk'
  code = 'E_DISK_FULL'
  whenDown = 'The disk of DATA_DIR is full or cannot be read, and uploads are refused. Make room.'

  async look() {
    const disk = await statfs(dataDir)
    const free = disk.bavail * disk.bsize
    const megabytes = Math.floor(free / 1_000_000)
    if (free < diskReserve(disk, storage.disk.reserve)) throw new Error(`${megabytes} MB free`)
    if (free < diskSpace.enough) return Result.warning(`The disk has only ${megabytes} MB left.`)
    return Result.ok('The disk has room.')
  }
}

class MigrationsPending extends Error {}

export class MigrationsPart extends Part {
  name = 'migrations'
  code = 'E_MIGRATIONS_PENDING'
  whenDown = 'The database is not of this version. Run: node ace migration:run --force'

  async look() {
    const pending = await findPending((statement) => db.rawQuery(statement))
    if (pending) throw new MigrationsPending(pending)
    return Result.ok('The database is of this version.')
  }

  /** A database that does not answer is a part of its own, and may be of any version. */
  protected judge(error: unknown) {
    if (error instanceof MigrationsPending) return super.judge(error)
    return Result.warning('The database does not tell its version.')
  }
}

/** The database's clock, by which data are erased. After a jump nothing is, until it is confirmed. */
export class ClockPart extends Part {
  name = 'clock'
  code = 'E_CLOCK_UNKNOWN'
  whenDown = 'The time of the database cannot be read.'

  async look() {
    if (await isClockTrusted()) return Result.ok('The clock of the database is trusted.')
    return Result.warning(
      'The clock of the database jumped ahead by more than a day: nothing is erased by time. ' +
        'Check it, then run: node ace clock:confirm'
    )
  }

  /** A database that does not answer is a component of its own. */
  protected judge() {
    return Result.warning(this.whenDown)
  }
}

/** Never down: it says who may create an account, so that an open door is no surprise. */
export class RegistrationPart extends Part {
  name = 'registration'
  code = 'E_REGISTRATION'
  whenDown = 'It is not known who may create an account.'

  async look() {
    return Result.ok(registrationWords[registration.mode])
  }
}

/** The sweep of objects that no row owns. It halts where they are too many to be believed. */
export class OrphansPart extends Part {
  name = 'orphans'
  code = 'E_ORPHANS_UNKNOWN'
  whenDown = 'Whether the sweep of orphans is halted cannot be read.'

  async look() {
    const halted = await readHalt()
    if (!halted) return Result.ok('The sweep of orphans is not halted.')
    return Result.warning(
      `${halted.due} of ${halted.seen} objects in the store have no row: nothing is erased. The ` +
        'database may be a wrong or an older one. Run: node ace inbox:check'
    )
  }

  /** A database that does not answer is a component of its own. */
  protected judge() {
    return Result.warning(this.whenDown)
  }
}
