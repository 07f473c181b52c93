import { renderUnicodeCompact } from 'uqr'
import { registrationWords, type RegistrationMode } from '#app/accounts/registration_words'

interface Installation {
  url: string
  /** Where other devices of the network reach it. */
  networkUrls: string[]
  dataDir: string
  registration: RegistrationMode
  /** What is known of the administrator: the password that was made now, or where it is. */
  administrator: string
  /** How long the start took. */
  seconds: number
  /** Whether a person reads it, who may have a phone to point at it. */
  isTerminal: boolean
}

/** The banner on the terminal once everything runs: where to go next. */
export function greeting(installation: Installation) {
  const { url, networkUrls, dataDir, registration, administrator, seconds } = installation
  const [address] = networkUrls
  return [
    '',
    `Media Inbox is ready after ${seconds.toFixed(1)} s.`,
    '',
    `  Inbox           ${url}`,
    ...networkUrls.map((each) => `  On the network  ${each}`),
    `  API             ${url}`,
    `  Documentation   ${url}/docs`,
    `  Health          ${url}/health`,
    `  Data            ${dataDir}`,
    `  Registration    ${registrationWords[registration]}`,
    ...(registration === 'open'
      ? ['                  Set REGISTRATION=invite to change that.']
      : []),
    `  Administration  sign in as the administrator`,
    ...said(administrator).map((line) => `                  ${line}`),
    '',
    ...(address && installation.isTerminal ? [renderUnicodeCompact(address), ''] : []),
    'Ctrl-C stops it.',
    '',
  ].join('\n')
}

/** What the seeder said to people: without the marks and the progress of the command. */
function said(output: string) {
  return output
    .split('\n')
    .map((line) => line.replace(/^\s*\[[^\]]*\]/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('❯'))
}
