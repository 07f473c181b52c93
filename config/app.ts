import env from '#start/env'
import { resolve } from 'node:path'
import { defineConfig } from '@adonisjs/core/http'

export const appKey = env.get('APP_KEY')

/** Where clients reach this application. Signed urls of the disk store are made for it. */
export const appUrl = env.get('APP_URL', `http://localhost:${env.get('PORT', 3000)}`)

/** Everything that an embedded installation keeps lies below this folder. */
export const dataDir = resolve(env.get('DATA_DIR', 'storage'))

export const http = defineConfig({
  generateRequestId: true,
  allowMethodSpoofing: false,
  useAsyncLocalStorage: false,
  trustProxy: env.get('TRUST_PROXY') || (() => false),
  cookie: { path: '/', httpOnly: true, secure: true, sameSite: 'strict' },
})
