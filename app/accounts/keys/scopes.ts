/** What a key may be allowed to do. Each route declares which it needs. */
export const scopes = [
  'assets:read',
  'assets:write',
  'uploads:write',
  'links:manage',
  'shares:manage',
  'webhooks:manage',
  'events:read',
  'admin:read',
  'admin:write',
] as const

export type Scope = (typeof scopes)[number]
