import { readFileSync } from 'node:fs'
import type { ChildProgram } from '#tests/support/services/child_program'

const EVERY_MILLISECONDS = 100

/** Looks at the resident memory of a program until it ends. */
export function watchMemory(program: ChildProgram) {
  const looks: number[] = []
  const timer = setInterval(() => {
    if (program.hasEnded) clearInterval(timer)
    else looks.push(residentMemory(program.pid))
  }, EVERY_MILLISECONDS)
  return {
    /** The highest of each of so many stretches of its life, in bytes. */
    peaks(stretches: number) {
      const length = Math.ceil(looks.length / stretches)
      return Array.from({ length: stretches }, (_, index) => {
        return Math.max(...looks.slice(index * length, (index + 1) * length))
      })
    },
  }
}

/** 0 for one that is ending. */
function residentMemory(pid: number) {
  const [, kilobytes = '0'] =
    /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1_024
}
