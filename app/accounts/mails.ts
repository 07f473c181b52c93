import type { DateTime } from 'luxon'
import type { MailMessage } from '#app/mail/message'
import { emailLink, invitationLink, resetLink } from '#app/accounts/links'
import { appUrl } from '#config/app'

const NOT_YOU = 'If this was not you, ignore this mail: nothing changes.'
const SECURE = 'If this was not you, set a new password now and end all other sessions.'

export function invitationMail(token: string): MailMessage {
  return {
    subject: 'You are invited to Media Inbox',
    paragraphs: ['Somebody invited you to keep photos and files in their Media Inbox.'],
    action: { label: 'Create your account', url: invitationLink(appUrl, token) },
    note: 'The link works once. If you do not know who invited you, ignore this mail.',
  }
}

export function resetMail(token: string): MailMessage {
  return {
    subject: 'Set a new password',
    paragraphs: ['Somebody, probably you, asked for a new password for your Media Inbox.'],
    action: { label: 'Set a new password', url: resetLink(appUrl, token) },
    note: `The link works once, for an hour. ${NOT_YOU}`,
  }
}

export function passwordChangedMail(): MailMessage {
  return {
    subject: 'Your password was changed',
    paragraphs: ['The password of your Media Inbox was changed. You were signed out elsewhere.'],
    action: { label: 'Open Media Inbox', url: `${appUrl}/` },
    note: 'If this was not you, ask for a new password at once and tell your administrator.',
  }
}

export function verificationMail(token: string): MailMessage {
  return {
    subject: 'Confirm your email',
    paragraphs: ['Please confirm that this address belongs to your Media Inbox account.'],
    action: { label: 'Confirm this address', url: emailLink(appUrl, token) },
    note: `The link works once, for a day. ${NOT_YOU}`,
  }
}

export function emailChangeNotice(email: string): MailMessage {
  return {
    subject: 'Your email is about to change',
    paragraphs: [
      `Somebody, probably you, asked to change the email of your Media Inbox account to ${email}.`,
      'It changes when the link that was sent to that address is used.',
    ],
    action: { label: 'Open Media Inbox', url: `${appUrl}/#/account` },
    note: SECURE,
  }
}

export function newDeviceMail(device: string, ip: string | null | undefined): MailMessage {
  return {
    subject: 'New sign-in to your Media Inbox',
    paragraphs: [`Somebody, probably you, signed in with ${device}${ip ? ` from ${ip}` : ''}.`],
    action: { label: 'See where you are signed in', url: `${appUrl}/#/account` },
    note: SECURE,
  }
}

export function erasureMail(eraseAt: DateTime): MailMessage {
  const day = eraseAt.toUTC().toFormat('d LLLL yyyy, HH:mm')
  return {
    subject: 'Your Media Inbox account will be erased',
    paragraphs: [
      `Your account and everything in it will be erased on ${day} UTC.`,
      'Until then an administrator can restore it.',
    ],
    note: 'If this was not you, tell your administrator now.',
  }
}
