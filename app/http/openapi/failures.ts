/** A body, query or header that breaks a rule of its validator. */
export const ValidationFailure = {
  status: 422,
  code: 'E_VALIDATION_FAILURE',
  message: 'One entry a field, with the rule that it broke.',
}

/** A limit was reached. */
export const TooManyRequests = {
  status: 429,
  code: 'E_TOO_MANY_REQUESTS',
  message: 'Wait for `retry-after` seconds.',
}
