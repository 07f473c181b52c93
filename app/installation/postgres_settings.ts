/**
 * What the embedded server is started with: sized for one small machine that also decodes
 * photos, reachable from this machine alone.
 */
export const postgresSettings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  // A socket's path may be no longer than about 100 bytes, a data folder's may.
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '64MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  effective_cache_size: '256MB',
  max_wal_size: '512MB',
  // Reads are small here, and three reader processes less are memory for the application.
  io_method: 'sync',
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Failed statements are the application's to report, and their text may hold personal data.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
}

/** Faster, and lost in a crash: for data that is created again each time. */
export const disposableSettings: Record<string, string> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
}
