import { join } from 'node:path'
import { configProvider } from '@adonisjs/core'
import env from '#start/env'
import { defineConfig } from '@adonisjs/mail'
import type { InferMailers } from '@adonisjs/mail/types'
import { SMTPTransport } from '@adonisjs/mail/transports/smtp'
import { appUrl, dataDir } from '#config/app'

const DAY = 86_400
const domain = new URL(appUrl).hostname

export const mailSettings = {
  smtpUrl: env.get('SMTP_URL'),
  /** In development mails are written to files, unless there is a server. */
  isDevelopment: env.get('NODE_ENV') === 'development',
  folder: join(dataDir, 'mails'),
  from: env.get('MAIL_FROM', `Media Inbox <media-inbox@${domain}>`),
  /** For the ids of messages. */
  domain,
}

/** Whether anything can be mailed. Without it administrators hand links over. */
export function isMailEnabled() {
  return Boolean(mailSettings.smtpUrl) || mailSettings.isDevelopment
}

/** In seconds. A lease is longer than a batch can take with every time-out of `connection`. */
export const mailTimes = { expireAfter: 3 * DAY, lease: 300, keepFailed: 30 * DAY }

const connection = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

function smtp() {
  const { hostname, port, protocol, username, password } = new URL(mailSettings.smtpUrl!)
  const secure = protocol === 'smtps:'
  const [user, pass] = [decodeURIComponent(username), decodeURIComponent(password)]
  return new SMTPTransport({
    host: hostname,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    auth: user ? { type: 'login', user, pass } : undefined,
    ...connection,
  })
}

const files = configProvider.create(async () => {
  const { FileTransport } = await import('#app/process/mail_file_transport')
  return () => new FileTransport(mailSettings.folder)
})

/** The server where there is one, a folder in development otherwise. */
const mailConfig = defineConfig({
  default: 'smtp',
  mailers: { smtp, files },
})

export default mailConfig

declare module '@adonisjs/mail/types' {
  export interface MailersList extends InferMailers<typeof mailConfig> {}
}
