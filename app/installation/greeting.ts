import { registrationWords, type RegistrationMode } from '#app/accounts/registration_words'

interface Installation {
  url: string
  dataDir: string
  registration: RegistrationMode
  /** How long the start took. */
  seconds: number
}

/** The banner on the terminal once everything runs: where to go next. */
export function greeting({ url, dataDir, registration, seconds }: Installation) {
  return [
    '',
    `Media Inbox is ready after ${seconds.toFixed(1)} s.`,
    '',
    `  Inbox           ${url}`,
    `  API             ${url}`,
    `  Documentation   ${url}/docs`,
    `  Health          ${url}/health`,
    `  Administration  sign in there as the administrator`,
    `  Data            ${dataDir}`,
    `  Registration    ${registrationWords[registration]}`,
    ...(registration === 'open'
      ? ['                  Set REGISTRATION=invite to change that.']
      : []),
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n')
}
