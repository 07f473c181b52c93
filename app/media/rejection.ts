/**
 * The content is at fault: processing it again would end the same way. The message is written
 * for the owner and says what to do; the code is stable and documented.
 */
export class Rejection extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions
  ) {
    super(message, options)
  }
}
