/** What stands on the terminal once everything runs: where to go next. */
export function greeting(url: string, dataDir: string, seconds: number) {
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
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n')
}
