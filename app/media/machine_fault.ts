/** Whether the operating system failed us: its errors name the call that failed. */
export function isMachineFault(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

/** The signals that a process gets for its own faults. */
export const crashes = ['SIGSEGV', 'SIGBUS', 'SIGABRT', 'SIGILL', 'SIGFPE', 'SIGTRAP', 'SIGSYS']
