/** What people call the states of a job. */
export const stateNames = {
  queued: 'Queued',
  active: 'Active',
  completed: 'Completed',
  failed: 'Failed',
}

/** What people call the kinds of jobs. */
export const kindNames = {
  process: 'Thumbnail',
  variants: 'Previews',
  playback: 'Playback',
}
