import { test } from '@japa/runner'
import { StartError } from '#app/process/start_error'
import { readOidcProviders } from '#config/oidc'

const COMPANY = {
  OIDC_COMPANY_ISSUER: 'https://login.example.org',
  OIDC_COMPANY_CLIENT_ID: 'inbox',
  OIDC_COMPANY_CLIENT_SECRET: 'the-secret',
}

test.group('providers', () => {
  test('are read from the variables, named by their id unless they have a name', ({ assert }) => {
    const both = readOidcProviders({ ...COMPANY, OIDC_COMPANY_NAME: 'Example Ltd' })
    assert.equal(both.get('company')!.name, 'Example Ltd')
    const [[id, { name, clientSecret }]] = readOidcProviders(COMPANY)
    assert.deepEqual([id, name], ['company', 'COMPANY'])
    assert.equal(clientSecret.release(), 'the-secret')
    assert.equal(readOidcProviders({}).size, 0)
  })

  for (const name of ['OIDC_COMPANY_CLIENT_ID', 'OIDC_COMPANY_CLIENT_SECRET']) {
    test(`stop the start without ${name}`, ({ assert }) => {
      const read = () => readOidcProviders({ ...COMPANY, [name]: '' })
      assert.throws(read, StartError)
      assert.throws(read, new RegExp(`^${name} is missing`))
    })
  }

  for (const issuer of ['login.example.org', 'ftp://login.example.org', 'https://']) {
    test(`stop the start with the issuer ${issuer}`, ({ assert }) => {
      const read = () => readOidcProviders({ ...COMPANY, OIDC_COMPANY_ISSUER: issuer })
      assert.throws(read, /^OIDC_COMPANY_ISSUER should be a url/)
    })
  }
})
