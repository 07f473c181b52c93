import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import { MailResponse } from '@adonisjs/mail'
import type { MailTransportContract, NodeMailerMessage } from '@adonisjs/mail/types'
import logger from '@adonisjs/core/services/logger'

/** Writes each mail to a file that any mail program opens, and says where. For development. */
export class FileTransport implements MailTransportContract {
  #composer = nodemailer.createTransport({ streamTransport: true, buffer: true })

  constructor(private folder: string) {}

  async send(message: NodeMailerMessage) {
    const { message: bytes, messageId, envelope } = await this.#composer.sendMail(message)
    const file = join(this.folder, `${messageId.replaceAll(/[^\w.-]/g, '')}.eml`)
    await mkdir(this.folder, { recursive: true })
    await writeFile(file, bytes)
    logger.info({ to: envelope.to, file }, 'a mail was written to a file')
    return new MailResponse(messageId, envelope, file)
  }
}
