/** What stands on the terminal once everything runs: where to go next. */
export function greeting(url: string, dataDir: string, seconds: number) {
  return [
    '',
    `Media Inbox is ready after ${seconds.toFixed(1)} s.`,
    '',
    `  API             ${url}`,
    `  Documentation   ${url}/docs`,
    `  Health          ${url}/health`,
    `  Administration  sign in as the administrator (POST ${url}/auth/login), then GET ${url}/jobs`,
    `  Data            ${dataDir}`,
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n')
}
