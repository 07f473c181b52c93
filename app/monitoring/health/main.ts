import { scanning } from '#config/scanner'
import storage from '#config/storage'
import { HealthMonitor } from '#app/monitoring/health/health_monitor'
import {
  ClockPart,
  DatabasePart,
  DiskPart,
  MigrationsPart,
  OrphansPart,
  QueuePart,
  RegistrationPart,
  ScannerPart,
  StorePart,
} from '#app/monitoring/health/parts'

/** How the parts of this installation are. */
export default new HealthMonitor([
  new DatabasePart(),
  new MigrationsPart(),
  new ClockPart(),
  new OrphansPart(),
  new StorePart(),
  new QueuePart(),
  new RegistrationPart(),
  ...(scanning.scanner ? [new ScannerPart()] : []),
  // With a bucket nothing grows on this disk.
  ...(storage.s3 ? [] : [new DiskPart()]),
])
