import { fileURLToPath } from 'node:url'
import app from '@adonisjs/core/services/app'

const own = (name: string) => app.makePath('resources/docs', name)
const viewer = (name: string) => fileURLToPath(import.meta.resolve(`swagger-ui-dist/${name}`))

export const documentationPage = own('index.html')

/** The files of the documentation page, by the name under which it asks for them. */
export const documentationFiles: Record<string, string> = {
  'start.js': own('start.js'),
  'swagger-ui-bundle.js': viewer('swagger-ui-bundle.js'),
  'swagger-ui.css': viewer('swagger-ui.css'),
  'favicon-32x32.png': viewer('favicon-32x32.png'),
}

/** The page runs the application's own scripts and talks to nobody else. */
export const documentationPolicy = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' data:`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ')
