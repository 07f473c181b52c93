import db from '@adonisjs/lucid/services/db'

/** What an account has set up, without secrets: which columns of which of its tables. */
const SETTINGS: Record<string, string[]> = {
  albums: ['id', 'title', 'created_at', 'updated_at'],
  keys: ['id', 'name', 'scopes', 'expires_at', 'last_used_at', 'created_at'],
  grants: ['id', 'max_assets', 'max_bytes', 'max_file_size', 'allowed_types', 'expires_at'],
  webhooks: ['id', 'url', 'events', 'description', 'disabled_at', 'created_at'],
  links: [
    'id',
    'title',
    'message',
    'expires_at',
    'max_assets',
    'max_bytes',
    'closed_at',
    'created_at',
  ],
  shares: [
    'id',
    'title',
    'album_id',
    'expires_at',
    'max_downloads',
    'originals',
    'location',
    'created_at',
  ],
  passkeys: ['id', 'name', 'created_at'],
  identities: ['issuer', 'created_at'],
}

const ACCOUNT = ['id', 'email', 'full_name', 'role', 'email_verified_at', 'created_at']

/** The account, its settings and the tags that it uses, as JSON. */
export async function describeAccount(userId: string): Promise<string> {
  const account = await db.from('users').where('id', userId).select(columns(ACCOUNT)).first()
  const { rows: tags } = await db.rawQuery(TAGS, { userId })
  const settings: Record<string, unknown> = { account, tags }
  for (const [table, names] of Object.entries(SETTINGS)) {
    settings[table] = await db.from(table).where('user_id', userId).select(columns(names))
  }
  return `${JSON.stringify(settings, null, 2)}\n`
}

const TAGS = `
  select tag as name, count(*) as count from assets, unnest(tags) tag
  where user_id = :userId group by tag order by tag`

/** As answers name them. */
function columns(names: string[]) {
  return Object.fromEntries(
    names.map((name) => [name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()), name])
  )
}
