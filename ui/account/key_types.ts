/** What a key may do, as people say it. */
export const scopeWords: Record<string, string> = {
  'assets:read': 'See files',
  'assets:write': 'Change and delete files',
  'uploads:write': 'Upload files',
  'links:manage': 'Manage upload links',
  'shares:manage': 'Manage shares',
  'webhooks:manage': 'Manage webhooks',
  'events:read': 'Follow events',
  'admin:read': 'Read as administrator',
  'admin:write': 'Change as administrator',
}

/** A key, as the API answers it. Its value is there once, when it was created. */
export interface KeyRow {
  id: string
  name: string
  scopes: string[]
  expiresAt: string | null
  lastUsedAt: string | null
  createdAt: string
  key?: string
}
