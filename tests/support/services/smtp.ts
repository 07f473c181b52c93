import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { getActiveTestOrFail } from '@japa/runner'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import app from '@adonisjs/core/services/app'
import { AnswerResetRequests } from '#app/accounts/actions/answer_reset_requests'
import { SendMails } from '#app/mail/actions/send_mails'
import { mailSettings } from '#config/mail'

/**
 * A real mail server to which the application sends until the test ends, and the letters that it
 * took. `refuse` may refuse one by throwing.
 */
export async function withMailServer(options: SMTPServerOptions = {}) {
  const letters: Email[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    async onData(stream, _session, done) {
      letters.push(await PostalMime.parse(await buffer(stream)))
      done()
    },
    ...options,
  })
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  await useMailServer(`smtp://127.0.0.1:${port}`)
  getActiveTestOrFail().cleanup(async () => {
    await useMailServer(undefined)
    await new Promise<void>((resolve) => server.close(resolve))
  })
  return letters
}

/** Sends by this address from now on, or not at all. */
export async function useMailServer(url: string | undefined) {
  mailSettings.smtpUrl = url
  const mail = await app.container.make('mail.manager')
  await mail.close('smtp')
}

/** Does what the sweep does until every mail is sent. */
export async function sendAll() {
  await new AnswerResetRequests().handle()
  while ((await new SendMails().handle()) > 0);
}

/** The token at the end of the link in a letter. */
export function tokenIn({ text }: Email) {
  return /[=/](mi_\w+_[\w-]{43})$/m.exec(text!)![1]
}
