import { parseArgs } from 'node:util'

export const USAGE = `Usage: media-inbox-upload DIR --url URL [options]

Uploads every file below a folder. Files that are there already are skipped, by their SHA-256;
run it again to resume after an interruption.

  --url URL        the service; or MEDIA_INBOX_URL
  --key KEY        a key with the scope uploads:write; better in MEDIA_INBOX_KEY, where other
                   users of this machine do not see it
  --at-once N      files at a time (4)
  --watch          stay, and upload what is added or changed
  --json           one line of JSON for each file instead of the progress bar
  --help

Exit codes: 0 everything is there, 1 some files are not, 2 wrong usage, 3 the service does not
answer or does not accept the key, 130 interrupted.`

export interface Arguments {
  folder: string
  url: string
  key: string
  atOnce: number
  watch: boolean
  json: boolean
}

export class WrongUsage extends Error {}

/** Reads the arguments; null if only help is wanted. Throws `WrongUsage`. */
export function readArguments(args: string[], env: NodeJS.ProcessEnv): Arguments | null {
  const { values, positionals } = parse(args)
  if (values.help) return null
  const [folder, ...others] = positionals
  if (!folder || others.length > 0) throw new WrongUsage('Name one folder.')
  const url = values.url ?? env.MEDIA_INBOX_URL
  if (!url || !URL.canParse(url)) throw new WrongUsage('Name the service with --url.')
  const key = values.key ?? env.MEDIA_INBOX_KEY
  if (!key) throw new WrongUsage('Give a key with MEDIA_INBOX_KEY or --key.')
  const atOnce = Number(values['at-once'])
  if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > 32) {
    throw new WrongUsage('--at-once takes a number from 1 to 32.')
  }
  return { folder, url, key, atOnce, watch: values.watch, json: values.json }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        'url': { type: 'string' },
        'key': { type: 'string' },
        'at-once': { type: 'string', default: '4' },
        'watch': { type: 'boolean', default: false },
        'json': { type: 'boolean', default: false },
        'help': { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new WrongUsage((error as Error).message)
  }
}
