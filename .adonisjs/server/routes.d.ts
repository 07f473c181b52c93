import '@adonisjs/core/types/http'

type ParamValue = string | number | bigint | boolean

export type ScannedRoutes = {
  ALL: {
    'documentation.show': { paramsTuple?: []; params?: {} }
    'documentation.file': { paramsTuple: [ParamValue]; params: {'file': ParamValue} }
    'documentation.document': { paramsTuple?: []; params?: {} }
    'instance.show': { paramsTuple?: []; params?: {} }
    'page.index': { paramsTuple?: []; params?: {} }
    'page.guest': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'share_page.show': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'page.file': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
    'health.show': { paramsTuple?: []; params?: {} }
    'health.live': { paramsTuple?: []; params?: {} }
    'health.ready': { paramsTuple?: []; params?: {} }
    'metrics.show': { paramsTuple?: []; params?: {} }
    'registrations.store': { paramsTuple?: []; params?: {} }
    'password_resets.request': { paramsTuple?: []; params?: {} }
    'password_resets.update': { paramsTuple?: []; params?: {} }
    'emails.verify': { paramsTuple?: []; params?: {} }
    'profile.destroy': { paramsTuple?: []; params?: {} }
    'emails.send_again': { paramsTuple?: []; params?: {} }
    'emails.update': { paramsTuple?: []; params?: {} }
    'profile.show': { paramsTuple?: []; params?: {} }
    'passwords.update': { paramsTuple?: []; params?: {} }
    'users.index': { paramsTuple?: []; params?: {} }
    'users.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'users.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'users.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'users.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'password_resets.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'invitations.index': { paramsTuple?: []; params?: {} }
    'invitations.store': { paramsTuple?: []; params?: {} }
    'invitations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'sessions.store': { paramsTuple?: []; params?: {} }
    'refreshes.store': { paramsTuple?: []; params?: {} }
    'sessions.index': { paramsTuple?: []; params?: {} }
    'sessions.destroy_others': { paramsTuple?: []; params?: {} }
    'sessions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'confirmations.store': { paramsTuple?: []; params?: {} }
    'sessions.destroy_current': { paramsTuple?: []; params?: {} }
    'user_sessions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'sign_in_codes.store': { paramsTuple?: []; params?: {} }
    'passkey_sign_ins.options': { paramsTuple?: []; params?: {} }
    'passkey_sign_ins.store': { paramsTuple?: []; params?: {} }
    'oidc.redirect': { paramsTuple: [ParamValue]; params: {'provider': ParamValue} }
    'oidc.callback': { paramsTuple: [ParamValue]; params: {'provider': ParamValue} }
    'passkeys.index': { paramsTuple?: []; params?: {} }
    'totp.confirm': { paramsTuple?: []; params?: {} }
    'totp.store': { paramsTuple?: []; params?: {} }
    'recovery_codes.store': { paramsTuple?: []; params?: {} }
    'totp.destroy': { paramsTuple?: []; params?: {} }
    'passkeys.options': { paramsTuple?: []; params?: {} }
    'passkeys.store': { paramsTuple?: []; params?: {} }
    'passkeys.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'grants.index': { paramsTuple?: []; params?: {} }
    'grants.store': { paramsTuple?: []; params?: {} }
    'grants.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'keys.index': { paramsTuple?: []; params?: {} }
    'keys.store': { paramsTuple?: []; params?: {} }
    'keys.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'uploads.presign': { paramsTuple?: []; params?: {} }
    'upload_batches.store': { paramsTuple?: []; params?: {} }
    'uploads.renew': { paramsTuple: [ParamValue]; params: {'assetId': ParamValue} }
    'uploads.complete': { paramsTuple?: []; params?: {} }
    'multipart_uploads.store': { paramsTuple?: []; params?: {} }
    'multipart_uploads.index': { paramsTuple: [ParamValue]; params: {'assetId': ParamValue} }
    'multipart_uploads.presign': { paramsTuple: [ParamValue]; params: {'assetId': ParamValue} }
    'multipart_uploads.destroy': { paramsTuple: [ParamValue]; params: {'assetId': ParamValue} }
    'multipart_dialect.store': { paramsTuple: [ParamValue]; params: {'assetId': ParamValue} }
    'multipart_dialect.index': { paramsTuple: [ParamValue]; params: {'assetId': ParamValue} }
    'multipart_dialect.complete': { paramsTuple: [ParamValue]; params: {'assetId': ParamValue} }
    'releases.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'store_events.store': { paramsTuple?: []; params?: {} }
    'assets.index': { paramsTuple?: []; params?: {} }
    'assets.timeline': { paramsTuple?: []; params?: {} }
    'bulk.update': { paramsTuple?: []; params?: {} }
    'assets.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'downloads.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'trash.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'assets.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'assets.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'albums.index': { paramsTuple?: []; params?: {} }
    'albums.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'albums.store': { paramsTuple?: []; params?: {} }
    'albums.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'albums.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'links.index': { paramsTuple?: []; params?: {} }
    'links.store': { paramsTuple?: []; params?: {} }
    'links.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'links.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'links.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'links.rotate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'guests.show': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'guests.store': { paramsTuple?: []; params?: {} }
    'archives.store': { paramsTuple?: []; params?: {} }
    'archives.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'shares.index': { paramsTuple?: []; params?: {} }
    'shares.store': { paramsTuple?: []; params?: {} }
    'shares.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'shares.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'shared.show': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'shared_visits.store': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'shared_archives.store': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'shared_files.show': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'secret': ParamValue,'id': ParamValue,'variant': ParamValue} }
    'webhooks.index': { paramsTuple?: []; params?: {} }
    'webhooks.store': { paramsTuple?: []; params?: {} }
    'webhooks.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.rotate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deliveries.test': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deliveries.replay': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deliveries.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deliveries.redeliver': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'deliveryId': ParamValue} }
    'jobs.index': { paramsTuple?: []; params?: {} }
    'jobs.stats': { paramsTuple?: []; params?: {} }
    'jobs.history': { paramsTuple?: []; params?: {} }
    'failures.index': { paramsTuple?: []; params?: {} }
    'failures.retry': { paramsTuple?: []; params?: {} }
    'jobs.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'jobs.retry': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'jobs.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'events.index': { paramsTuple?: []; params?: {} }
    'audit_logs.index': { paramsTuple?: []; params?: {} }
    'disk_objects.update': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
    'disk_objects.show': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  GET: {
    'documentation.show': { paramsTuple?: []; params?: {} }
    'documentation.file': { paramsTuple: [ParamValue]; params: {'file': ParamValue} }
    'documentation.document': { paramsTuple?: []; params?: {} }
    'instance.show': { paramsTuple?: []; params?: {} }
    'page.index': { paramsTuple?: []; params?: {} }
    'page.guest': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'share_page.show': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'page.file': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
    'health.show': { paramsTuple?: []; params?: {} }
    'health.live': { paramsTuple?: []; params?: {} }
    'health.ready': { paramsTuple?: []; params?: {} }
    'metrics.show': { paramsTuple?: []; params?: {} }
    'profile.show': { paramsTuple?: []; params?: {} }
    'users.index': { paramsTuple?: []; params?: {} }
    'users.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'invitations.index': { paramsTuple?: []; params?: {} }
    'sessions.index': { paramsTuple?: []; params?: {} }
    'oidc.redirect': { paramsTuple: [ParamValue]; params: {'provider': ParamValue} }
    'oidc.callback': { paramsTuple: [ParamValue]; params: {'provider': ParamValue} }
    'passkeys.index': { paramsTuple?: []; params?: {} }
    'grants.index': { paramsTuple?: []; params?: {} }
    'keys.index': { paramsTuple?: []; params?: {} }
    'multipart_uploads.index': { paramsTuple: [ParamValue]; params: {'assetId': ParamValue} }
    'multipart_dialect.index': { paramsTuple: [ParamValue]; params: {'assetId': ParamValue} }
    'assets.index': { paramsTuple?: []; params?: {} }
    'assets.timeline': { paramsTuple?: []; params?: {} }
    'assets.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'downloads.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'albums.index': { paramsTuple?: []; params?: {} }
    'albums.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'links.index': { paramsTuple?: []; params?: {} }
    'links.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'guests.show': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'archives.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'shares.index': { paramsTuple?: []; params?: {} }
    'shared.show': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'shared_files.show': { paramsTuple: [ParamValue,ParamValue,ParamValue]; params: {'secret': ParamValue,'id': ParamValue,'variant': ParamValue} }
    'webhooks.index': { paramsTuple?: []; params?: {} }
    'webhooks.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deliveries.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'jobs.index': { paramsTuple?: []; params?: {} }
    'jobs.stats': { paramsTuple?: []; params?: {} }
    'jobs.history': { paramsTuple?: []; params?: {} }
    'failures.index': { paramsTuple?: []; params?: {} }
    'jobs.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'events.index': { paramsTuple?: []; params?: {} }
    'audit_logs.index': { paramsTuple?: []; params?: {} }
    'disk_objects.show': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  HEAD: {
    'documentation.show': { paramsTuple?: []; params?: {} }
    'documentation.file': { paramsTuple: [ParamValue]; params: {'file': ParamValue} }
    'documentation.document': { paramsTuple?: []; params?: {} }
    'instance.show': { paramsTuple?: []; params?: {} }
    'page.index': { paramsTuple?: []; params?: {} }
    'page.guest': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'share_page.show': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'page.file': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
    'health.show': { paramsTuple?: []; params?: {} }
    'health.live': { paramsTuple?: []; params?: {} }
    'health.ready': { paramsTuple?: []; params?: {} }
    'metrics.show': { paramsTuple?: []; params?: {} }
    'profile.show': { paramsTuple?: []; params?: {} }
    'users.index': { paramsTuple?: []; params?: {} }
    'users.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'invitations.index': { paramsTuple?: []; params?: {} }
    'sessions.index': { paramsTuple?: []; params?: {} }
    'oidc.redirect': { paramsTuple: [ParamValue]; params: {'provider': ParamValue} }
    'oidc.callback': { paramsTuple: [ParamValue]; params: {'provider': ParamValue} }
    'passkeys.index': { paramsTuple?: []; params?: {} }
    'grants.index': { paramsTuple?: []; params?: {} }
    'keys.index': { paramsTuple?: []; params?: {} }
    'multipart_uploads.index': { paramsTuple: [ParamValue]; params: {'assetId': ParamValue} }
    'multipart_dialect.index': { paramsTuple: [ParamValue]; params: {'assetId': ParamValue} }
    'assets.index': { paramsTuple?: []; params?: {} }
    'assets.timeline': { paramsTuple?: []; params?: {} }
    'assets.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'downloads.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'albums.index': { paramsTuple?: []; params?: {} }
    'albums.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'links.index': { paramsTuple?: []; params?: {} }
    'links.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'guests.show': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'archives.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'shares.index': { paramsTuple?: []; params?: {} }
    'shared.show': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'webhooks.index': { paramsTuple?: []; params?: {} }
    'webhooks.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deliveries.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'jobs.index': { paramsTuple?: []; params?: {} }
    'jobs.stats': { paramsTuple?: []; params?: {} }
    'jobs.history': { paramsTuple?: []; params?: {} }
    'failures.index': { paramsTuple?: []; params?: {} }
    'jobs.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'audit_logs.index': { paramsTuple?: []; params?: {} }
  }
  POST: {
    'registrations.store': { paramsTuple?: []; params?: {} }
    'password_resets.request': { paramsTuple?: []; params?: {} }
    'password_resets.update': { paramsTuple?: []; params?: {} }
    'emails.verify': { paramsTuple?: []; params?: {} }
    'emails.send_again': { paramsTuple?: []; params?: {} }
    'users.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'password_resets.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'invitations.store': { paramsTuple?: []; params?: {} }
    'sessions.store': { paramsTuple?: []; params?: {} }
    'refreshes.store': { paramsTuple?: []; params?: {} }
    'confirmations.store': { paramsTuple?: []; params?: {} }
    'sessions.destroy_current': { paramsTuple?: []; params?: {} }
    'sign_in_codes.store': { paramsTuple?: []; params?: {} }
    'passkey_sign_ins.options': { paramsTuple?: []; params?: {} }
    'passkey_sign_ins.store': { paramsTuple?: []; params?: {} }
    'totp.confirm': { paramsTuple?: []; params?: {} }
    'totp.store': { paramsTuple?: []; params?: {} }
    'recovery_codes.store': { paramsTuple?: []; params?: {} }
    'passkeys.options': { paramsTuple?: []; params?: {} }
    'passkeys.store': { paramsTuple?: []; params?: {} }
    'grants.store': { paramsTuple?: []; params?: {} }
    'keys.store': { paramsTuple?: []; params?: {} }
    'uploads.presign': { paramsTuple?: []; params?: {} }
    'upload_batches.store': { paramsTuple?: []; params?: {} }
    'uploads.renew': { paramsTuple: [ParamValue]; params: {'assetId': ParamValue} }
    'uploads.complete': { paramsTuple?: []; params?: {} }
    'multipart_uploads.store': { paramsTuple?: []; params?: {} }
    'multipart_uploads.presign': { paramsTuple: [ParamValue]; params: {'assetId': ParamValue} }
    'multipart_dialect.store': { paramsTuple: [ParamValue]; params: {'assetId': ParamValue} }
    'multipart_dialect.complete': { paramsTuple: [ParamValue]; params: {'assetId': ParamValue} }
    'releases.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'store_events.store': { paramsTuple?: []; params?: {} }
    'bulk.update': { paramsTuple?: []; params?: {} }
    'trash.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'albums.store': { paramsTuple?: []; params?: {} }
    'links.store': { paramsTuple?: []; params?: {} }
    'links.rotate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'guests.store': { paramsTuple?: []; params?: {} }
    'archives.store': { paramsTuple?: []; params?: {} }
    'shares.store': { paramsTuple?: []; params?: {} }
    'shared_visits.store': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'shared_archives.store': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'webhooks.store': { paramsTuple?: []; params?: {} }
    'webhooks.rotate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deliveries.test': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deliveries.replay': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'deliveries.redeliver': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'deliveryId': ParamValue} }
    'failures.retry': { paramsTuple?: []; params?: {} }
    'jobs.retry': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  DELETE: {
    'profile.destroy': { paramsTuple?: []; params?: {} }
    'users.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'invitations.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'sessions.destroy_others': { paramsTuple?: []; params?: {} }
    'sessions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'user_sessions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'totp.destroy': { paramsTuple?: []; params?: {} }
    'passkeys.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'grants.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'keys.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'multipart_uploads.destroy': { paramsTuple: [ParamValue]; params: {'assetId': ParamValue} }
    'assets.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'albums.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'links.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'shares.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'jobs.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  PUT: {
    'emails.update': { paramsTuple?: []; params?: {} }
    'passwords.update': { paramsTuple?: []; params?: {} }
    'disk_objects.update': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  PATCH: {
    'users.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'assets.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'albums.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'links.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'shares.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'webhooks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  OPTIONS: {
  }
}
declare module '@adonisjs/core/types/http' {
  export interface RoutesList extends ScannedRoutes {}
}