import env from '#start/env'
import { defineConfig } from '@adonisjs/cors'

export const origins = env.get('CORS_ORIGINS') ?? []

/**
 * Closed unless CORS_ORIGINS lists who may call from a browser, separated by commas. The disk
 * store's signed urls have a rule of their own.
 */
export default defineConfig({
  enabled: ({ request }) => origins.length > 0 && !request.url().startsWith('/objects/'),
  origin: origins,
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  headers: true,
  exposeHeaders: [
    'x-request-id',
    'retry-after',
    'etag',
    'x-ratelimit-limit',
    'x-ratelimit-remaining',
    'x-ratelimit-reset',
    'x-device-token',
    'x-provider-logout',
  ],
  credentials: true,
  maxAge: 600,
})
