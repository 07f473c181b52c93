/** What people call the states of a job. */
export const stateNames = {
  queued: 'In line',
  active: 'In work',
  completed: 'Completed',
  failed: 'Failed',
}

/** What people call the kinds of jobs. */
export const kindNames = {
  process: 'Thumbnail',
  variants: 'Previews',
  playback: 'Playback',
}
