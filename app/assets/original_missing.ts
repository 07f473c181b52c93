/** The error of an asset whose original was found to be missing from the store. */
export const ORIGINAL_MISSING = {
  code: 'E_ORIGINAL_MISSING',
  message: 'The file is missing from the store. Ask an administrator, or upload it again.',
}
