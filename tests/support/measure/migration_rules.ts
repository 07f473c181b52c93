/** What a statement must not do to a table that a running service works on, and what to do instead. */
const FORBIDDEN: [RegExp, string][] = [
  [
    /^create (unique )?index (?!concurrently)/,
    'builds an index while writers wait: buildIndex, in a migration without a transaction',
  ],
  [
    /\badd (constraint \S+ )?(check|foreign key)\b(?!.* not valid$)/,
    'reads the whole table while all wait: NOT VALID, and VALIDATE in a migration of its own',
  ],
  [
    /\badd (column )?(?!constraint |foreign |check|unique|primary )\S+ .*\b(references|check|unique|primary key)\b/,
    'checks the whole table while all wait: add the column, and the constraint NOT VALID',
  ],
  [
    /\badd (constraint \S+ )?(unique|primary key)(?! using index)/,
    'builds an index while all wait: buildIndex, then ADD CONSTRAINT … USING INDEX',
  ],
  [/\balter (column )?\S+ (set data )?type\b/, 'writes the whole table anew: add another column'],
  [
    /\balter (column )?\S+ set not null/,
    'reads the whole table while all wait: a check that it is not null, NOT VALID at first',
  ],
  [
    /\badd (column )?.*(\bserial\b|\bbigserial\b|generated|default (?!now\(\))\S*\w\()/,
    'writes the whole table anew: add it without that, and fill it in batches',
  ],
  [
    /\brename\b/,
    'breaks the version that runs: add another, and take the old away a release later',
  ],
  [/^(vacuum full|cluster|reindex(?! .*concurrently)|truncate)\b/, 'keeps everybody out'],
  [/^(update|delete from|insert into .* select)\b/, 'is as long as the table: work in batches'],
]

const CHANGES =
  /^(?:alter table|create (?:constraint )?trigger .* on|drop trigger .* on) (?:only )?(\S+)/
const VALIDATES = /^alter table \S+ validate constraint \S+$/

/** All that is wrong with the statements of one migration, for a table of any size in use. */
export function faultsOf(statements: string[]): string[] {
  const all = statements.map((statement) => {
    return statement.toLowerCase().replaceAll('"', '').replaceAll(/\s+/g, ' ').trim()
  })
  const own = all.flatMap((sql) => /^create table (\S+)/.exec(sql)?.[1] ?? [])
  const isOwn = (sql: string) => own.some((table) => new RegExp(`\\b${table}\\b`).test(sql))
  const locked = /^lock table (.+) in access exclusive mode$/.exec(all[0] ?? '')?.[1].split(', ')
  const found: string[] = []
  for (const sql of all.filter((statement) => !isOwn(statement))) {
    for (const [pattern, fault] of FORBIDDEN) if (pattern.test(sql)) found.push(`${sql}: ${fault}`)
    const changed = CHANGES.exec(sql)?.[1]
    if (!changed || VALIDATES.test(sql)) continue
    if (!locked?.includes(changed)) {
      found.push(`${sql}: waits for its lock in everybody's way: extend Migration, and name it`)
    }
  }
  if (all.some((sql) => VALIDATES.test(sql)) && !all.every((sql) => VALIDATES.test(sql))) {
    found.push('VALIDATE beside other statements holds their locks for as long as it reads')
  }
  return found
}
