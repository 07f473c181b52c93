import { test } from '@japa/runner'
import { scrub } from '#app/observability/logging/scrub'

const secrets = {
  'a password': { password: 'hunter2 "hunter2"' },
  'a password deep inside': { body: { user: [{ newPassword: 'hunter2' }] } },
  'a body kept as text': { body: JSON.stringify({ currentPassword: '"hunter2" hunter2', a: 1 }) },
  'an access token in a message': { msg: 'no session for mi_access_hunter2-_x' },
  'tokens of an answer': { accessToken: 'hunter2', refreshToken: 'hunter2' },
  'an authorization header': { headers: { authorization: 'Bearer hunter2.a-b_c~d+e/f==' } },
  'an authorization in a text': { msg: 'sent Authorization: Basic aHVudGVyMg==hunter2' },
  'cookies': { headers: { 'cookie': 'refresh=hunter2', 'set-cookie': ['a=hunter2; Path=/'] } },
  'a database url': { msg: 'connect postgres://inbox:hunter2@10.0.0.7:5432/inbox' },
  'a signed url of S3': {
    msg: 'PUT https://b.s3.example.org/k?X-Amz-Credential=hunter2&X-Amz-Signature=hunter2 failed',
  },
  'a signed url of the disk store': { url: '/objects/assets/1/original?grant=hunter2&signature=1' },
}

test.group('scrub', () => {
  test('takes {name} out of a log line')
    .with(Object.entries(secrets).map(([name, entry]) => ({ name, entry })))
    .run(({ assert }, { entry }) => {
      const line = scrub(JSON.stringify({ level: 30, ...entry }))
      assert.notInclude(line, 'hunter2')
      assert.include(line, '[redacted]')
      assert.equal(JSON.parse(line).level, 30)
    })

  test('leaves everything else as it is', ({ assert }) => {
    const line = JSON.stringify({
      level: 30,
      route: '/assets/:id',
      reason: 'E_TIMEOUT: no answer of https://s3.example.org/?list-type=2&prefix=a',
      password_changed: true,
      msg: 'the token is read from "secret.txt", for a bearer',
    })
    assert.equal(scrub(line), line)
  })
})
