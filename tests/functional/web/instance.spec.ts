import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { arePasskeysPossible } from '#config/factors'
import { mailSettings } from '#config/mail'
import { passwordSignIn, providers, readOidcProviders } from '#config/oidc'
import { registration } from '#config/registration'
import { allowedTypes, sizeLimits } from '#config/uploads'

const MIB = 1024 ** 2

test.group('GET /instance', () => {
  test('tells without a token what a client must know', async ({ client, assert }) => {
    const { version } = JSON.parse(await readFile(app.makePath('package.json'), 'utf8'))
    const response = await client.get('/instance')
    response.assertStatus(200)
    const { uploads, ...instance } = response.body().data
    assert.deepEqual(instance, {
      name: 'Media Inbox',
      version,
      registration: 'open',
      mail: Boolean(mailSettings.smtpUrl),
      signIn: { password: true, passkeys: arePasskeysPossible(), providers: [] },
    })
    const { types, ...limits } = uploads
    assert.deepEqual(limits, {
      multipartAbove: 64 * MIB,
      multipartRequiredAbove: 5_120 * MIB,
      urlTtl: 900,
    })
    const jpeg = { contentType: 'image/jpeg', kind: 'image', maxSize: 100_000_000 }
    assert.deepInclude(types, jpeg)
    assert.deepInclude(types, { ...jpeg, contentType: 'image/heif' })
    const names = types.map(({ contentType }: { contentType: string }) => contentType)
    assert.includeMembers(names, [...allowedTypes])
  })

  test('follows the configuration', async ({ client, assert, cleanup }) => {
    const before = [{ ...registration }, { ...passwordSignIn }, { ...mailSettings }] as const
    cleanup(() => {
      Object.assign(registration, before[0])
      Object.assign(passwordSignIn, before[1])
      Object.assign(mailSettings, before[2])
      providers.delete('company')
      allowedTypes.add('image/png')
      sizeLimits.image = 100_000_000
    })
    registration.mode = 'invite'
    passwordSignIn.allowed = false
    mailSettings.smtpUrl = 'smtp://localhost:2525'
    const variables = {
      OIDC_COMPANY_ISSUER: 'https://id.example.org',
      OIDC_COMPANY_CLIENT_ID: 'inbox',
      OIDC_COMPANY_CLIENT_SECRET: 'the-secret',
      OIDC_COMPANY_NAME: 'Company',
    }
    providers.set('company', readOidcProviders(variables).get('company')!)
    allowedTypes.delete('image/png')
    sizeLimits.image = 5_000

    const response = await client.get('/instance')
    const { registration: mode, mail, signIn, uploads } = response.body().data
    assert.deepEqual([mode, mail], ['invite', true])
    assert.isFalse(signIn.password)
    assert.deepEqual(signIn.providers, [{ id: 'company', name: 'Company' }])
    assert.notInclude(JSON.stringify(uploads.types), 'image/png')
    const jpeg = { contentType: 'image/jpeg', kind: 'image', maxSize: 5_000 }
    assert.deepInclude(uploads.types, jpeg)
    assert.notInclude(response.text(), 'the-secret')
  })

  test('takes a token that is not valid like none', async ({ client }) => {
    const response = await client.get('/instance').bearerToken('nonsense')
    response.assertStatus(200)
  })

  test('offers passkeys only where browsers create them', ({ assert }) => {
    assert.isTrue(arePasskeysPossible('https://inbox.example.org'))
    assert.isTrue(arePasskeysPossible('http://localhost:3333'))
    assert.isFalse(arePasskeysPossible('http://inbox.example.org'))
    assert.isFalse(arePasskeysPossible('https://192.168.1.4'))
    assert.isFalse(arePasskeysPossible('https://[::1]'))
  })

  test('answers HEAD, and refuses other methods', async ({ client, assert }) => {
    const head = await client.head('/instance')
    head.assertStatus(200)
    const post = await client.post('/instance').json({})
    post.assertStatus(405)
    assert.deepEqual(post.header('allow')?.split(', ').sort(), ['GET', 'HEAD'])
  })
})
