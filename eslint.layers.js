/*
 * The layers of the server, lowest first: a file imports from its own folder and from the layers
 * below it. Folders of one layer do not know each other.
 *
 * The wiring stands apart. `start/env.ts` and `start/kernel.ts` are the framework's own places for
 * the environment and for named middleware; configuration and routes may import them, since they
 * hold no behaviour of a domain. `config/auth.ts` and `config/app.ts` name the guard and the handler of
 * bad URLs, which the framework asks of its configuration.
 */
const layers = [
  // Libraries: no configuration, no model, no HTTP context.
  ['app/process'],
  ['app/persistence'],
  ['app/storage'],
  ['app/observability'],
  ['app/media'],
  ['app/scanner'],
  ['config'],
  // What every request passes through.
  ['app/http'],
  ['app/storage/http'],
  ['app/queue'],
  ['app/mail'],
  // Domains.
  ['app/audit'],
  ['app/accounts'],
  ['app/assets'],
  ['app/archives'],
  ['app/albums', 'app/sharing', 'app/links', 'app/webhooks'],
  ['app/jobs'],
  ['app/uploads'],
  ['app/processing'],
  ['app/maintenance'],
  // What looks at the whole.
  ['app/monitoring'],
  ['app/installation'],
  ['app/web'],
  ['commands', 'providers'],
]

const wiring = [
  'start/env.ts',
  'start/env_rules.ts',
  'start/kernel.ts',
  'config/auth.ts',
  'config/app.ts',
]

/** One ESLint configuration a folder, which refuses imports, static or dynamic, that run upwards. */
export const layerRules = layers.flatMap((folders, level) =>
  folders.map((folder) => {
    const others = folders.filter((other) => other !== folder)
    const above = layers.slice(level + 1).flat()
    const forbidden = [...others, ...above].map((name) => `#${name}/`)
    const nested = layers.flat().filter((name) => name.startsWith(`${folder}/`))
    // Only the wiring is below everybody.
    const regex = `^(${forbidden.join('|')}|#start/(?!env$|kernel$))`
    const message = `${folder} stands below this, see eslint.layers.js. Move what both need down.`
    return {
      files: [`${folder}/**/*.ts`],
      ignores: [...nested.map((name) => `${name}/**`), ...wiring],
      rules: {
        'no-restricted-imports': ['error', { patterns: [{ regex, message }, ...ownOf(folder)] }],
        'no-restricted-syntax': [
          'error',
          {
            selector: `ImportExpression > Literal[value=/${regex.replaceAll('/', '\\/')}/]`,
            message,
          },
        ],
      },
    }
  })
)

/** Bytes and pixels know nothing of rows: the store and the media steps stay usable without them. */
function ownOf(folder) {
  const isWithoutRows = ['app/media', 'app/storage', 'app/storage/http'].includes(folder)
  return isWithoutRows ? [{ group: ['@adonisjs/lucid*'] }] : []
}
