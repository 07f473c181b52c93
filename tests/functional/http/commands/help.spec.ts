import { readdir } from 'node:fs/promises'
import { type BaseCommand } from '@adonisjs/core/ace'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

const files = await readdir(app.commandsPath())
const commands = files.filter((file) => !file.startsWith('_'))

test.group('--help', () => {
  test('of {$self} tells what it does, and what each option means')
    .with(commands)
    .run(async ({ assert }, file) => {
      const { default: command }: { default: typeof BaseCommand } = await import(
        app.commandsPath(file)
      )
      assert.isNotEmpty(command.description)
      assert.isNotEmpty(command.help)
      for (const option of [...command.args, ...command.flags]) {
        assert.isNotEmpty(option.description, option.name)
      }
      // Ace asks for what is required before it shows the help, and then ends with an error.
      assert.isEmpty(command.flags.filter((flag) => flag.required))
    })
})
