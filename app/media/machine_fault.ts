/** Whether the operating system failed us: its errors name the call that failed. */
export function isMachineFault(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
