/*
 * Preloaded into a process of the application: ends it as SIGKILL does when it reaches the step
 * that DIE_AT names, on the subject that DIE_FOR names where that is set.
 */
import { subscribe } from 'node:diagnostics_channel'

const { DIE_AT, DIE_FOR } = process.env

subscribe('media-inbox:step', ({ step, subject }) => {
  if (step === DIE_AT && (!DIE_FOR || subject === DIE_FOR)) process.kill(process.pid, 'SIGKILL')
})
