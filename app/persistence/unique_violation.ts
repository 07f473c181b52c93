/** Whether the statement failed because another row has the value already (PostgreSQL's 23505). */
export function isUniqueViolation(error: unknown) {
  return error instanceof Error && 'code' in error && error.code === '23505'
}
