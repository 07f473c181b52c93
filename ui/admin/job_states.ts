/** What people call the states of a job. */
export const stateNames = {
  queued: 'In line',
  active: 'In work',
  completed: 'Completed',
  failed: 'Failed',
}
