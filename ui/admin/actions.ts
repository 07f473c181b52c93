/** What the audit log tells of. */
export const actions = [
  'session.opened',
  'session.failed',
  'session.refresh_reused',
  'session.revoked',
  'invitation.created',
  'invitation.revoked',
  'user.created',
  'user.password_changed',
  'user.role_changed',
  'user.quota_changed',
  'asset.deleted',
  'job.retried',
  'job.deleted',
]
