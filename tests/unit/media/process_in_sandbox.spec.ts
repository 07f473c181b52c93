import { test } from '@japa/runner'
import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, readFile } from 'node:fs/promises'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { processInSandbox } from '#app/media/sandbox/process_in_sandbox'
import { type RenderedVariant } from '#app/media/media'
import { Rejection } from '#app/media/rejection'
import { eventually } from '#tests/support/eventually'
import { fixture, limits, recipes, write } from '#tests/unit/media/harness'

const photo = fixture('good/phone.jpg')
const options = {
  contentType: 'image/jpeg',
  recipes,
  limits,
  onVariant: async (_: RenderedVariant) => {},
}

const video = fixture('recordings/clip.mp4')
const videoOptions = (ffmpeg: string) => ({
  ...options,
  contentType: 'video/mp4',
  tools: { ffmpeg },
})

/** A program that runs for an hour, and its process id, once it runs. */
async function endlessProgram() {
  const ffmpeg = await write('ffmpeg', '#!/bin/sh\necho $$ > "$0.pid"\nexec /bin/sleep 3600\n')
  await chmod(ffmpeg, 0o755)
  return { ffmpeg, pid: async () => Number(await readFile(`${ffmpeg}.pid`, 'utf8')) }
}

/** A process that nobody has waited for yet has no command line any more. */
async function isGone(pid: number) {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return line === ''
}

test.group('A file in a process of its own', (group) => {
  const children: ChildProcess[] = []
  const remember = (message: unknown) =>
    children.push((message as { process: ChildProcess }).process)
  group.each.setup(() => {
    children.length = 0
    subscribe('child_process', remember)
    return () => void unsubscribe('child_process', remember)
  })

  const killOnFirstVariant = (signal: NodeJS.Signals) =>
    processInSandbox(photo, {
      ...options,
      onVariant: async () => {
        children[0].kill(signal)
      },
    }).catch((error) => error)

  test('gives the same result as in this one', async ({ assert }) => {
    const variants: RenderedVariant[] = []
    const inspection = await processInSandbox(photo, {
      ...options,
      onVariant: async (variant) => {
        variants.push(variant)
      },
    })

    assert.containsSubset(inspection, { kind: 'image', width: 3264, height: 2448 })
    assert.deepEqual(
      variants.map(({ name, bytes }) => [name, bytes.toString('latin1', 8, 12)]),
      [
        ['thumbnail', 'WEBP'],
        ['preview', 'WEBP'],
      ]
    )
  })

  test('knows of our environment only where the list of fonts can be kept', async ({ assert }) => {
    const environments: string[] = []
    await processInSandbox(photo, {
      ...options,
      onVariant: async () => {
        environments.push(await readFile(`/proc/${children[0].pid}/environ`, 'utf8'))
      },
    })

    const names = environments[0].split('\0').map((entry) => entry.split('=')[0])
    assert.deepEqual(
      names.filter((name) => name && !name.startsWith('NODE_CHANNEL_')),
      ['XDG_CACHE_HOME']
    )
  })

  test('rejects with the same code', async ({ assert }) => {
    const error = await processInSandbox(fixture('hostile/truncated.jpg'), options).catch((e) => e)

    assert.instanceOf(error, Rejection)
    assert.equal(error.code, 'E_IMAGE_CORRUPT')
  })

  test('is rejected when it crashes the process', async ({ assert }) => {
    const error = await killOnFirstVariant('SIGSEGV')

    assert.instanceOf(error, Rejection)
    assert.equal(error.code, 'E_PROCESSING_CRASHED')
  })

  test('is not to blame when somebody else ends the process', async ({ assert }) => {
    const error = await killOnFirstVariant('SIGTERM')

    assert.notInstanceOf(error, Rejection)
    assert.match(error.message, /ended with SIGTERM/)
  })

  test('is rejected when it takes more memory than allowed', async ({ assert }) => {
    const bounds = { ...limits, memory: 1_000_000 }
    const error = await processInSandbox(photo, { ...options, limits: bounds }).catch((e) => e)

    assert.equal(error.code, 'E_PROCESSING_MEMORY')
  })

  test('is not to blame when the machine keeps its process waiting', async ({ assert }) => {
    const error = await processInSandbox(photo, {
      ...options,
      limits: { ...limits, seconds: 1 },
      onVariant: async () => {
        children[0].kill('SIGSTOP')
      },
    }).catch((e) => e)

    assert.notInstanceOf(error, Rejection)
    assert.match(error.message, /silent for 5 s/)
  })

  test('leaves no process behind, whatever happens', async ({ assert }) => {
    const stop = new AbortController()
    const onVariant = async () => stop.abort(new Error('the worker is stopping'))

    await assert.rejects(
      () => processInSandbox(photo, { ...options, onVariant, signal: stop.signal }),
      'the worker is stopping'
    )
    assert.isTrue(await eventually(() => isGone(children[0].pid!)))
  })

  test('takes the program that it runs along when it ends', async ({ assert }) => {
    const { ffmpeg, pid } = await endlessProgram()
    const stop = new AbortController()
    const reading = processInSandbox(video, { ...videoOptions(ffmpeg), signal: stop.signal })
    const program = await eventually(pid)
    stop.abort(new Error('the worker is stopping'))

    await assert.rejects(() => reading, 'the worker is stopping')
    assert.isTrue(await eventually(() => isGone(program)))
  })

  test('takes the program along when somebody else ends it', async ({ assert }) => {
    const { ffmpeg, pid } = await endlessProgram()
    const reading = processInSandbox(video, videoOptions(ffmpeg))
    const program = await eventually(pid)
    children[0].kill('SIGTERM')

    await assert.rejects(() => reading, /ended with SIGTERM/)
    assert.isTrue(await eventually(() => isGone(program)))
  })

  test('takes the program along when its worker is killed', async ({ assert }) => {
    const { ffmpeg, pid } = await endlessProgram()
    const order = JSON.stringify([video, videoOptions(ffmpeg)])
    const script = `
      const { processInSandbox } = await import('#app/media/sandbox/process_in_sandbox')
      await processInSandbox(...${order})`
    const loader = '--import=@poppinss/ts-exec'
    const worker = spawn(process.execPath, [loader, '--input-type=module', '-e', script])
    const program = await eventually(pid)
    worker.kill('SIGKILL')

    assert.isTrue(await eventually(() => isGone(program)))
  })
})
