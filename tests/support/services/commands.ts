import { getActiveTestOrFail } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import type { BaseCommand } from '@adonisjs/core/ace'

type CommandClass = { new (...args: any[]): BaseCommand } & typeof BaseCommand

/**
 * Runs a command as a person at a terminal does who gives these answers, by question. Returns how
 * it ended, and what it said.
 */
export async function runCommand(
  command: CommandClass,
  argv: string[],
  answers: Record<string, string> = {}
) {
  ace.ui.switchMode('raw')
  atTerminal(true)
  getActiveTestOrFail().cleanup(() => ace.ui.switchMode('normal'))

  const created = await ace.create(command, argv)
  for (const [question, answer] of Object.entries(answers)) {
    created.prompt.trap(question).replyWith(answer)
  }
  await created.exec()
  const said = created.logger.getLogs().map(({ message }) => message.replace(/^\[.*?\] /, ''))
  return { exitCode: created.exitCode ?? 0, said }
}

/** Whether somebody seems to be there to answer, until the test ends. */
export function atTerminal(isTTY: boolean) {
  const before = process.stdin.isTTY
  Object.assign(process.stdin, { isTTY })
  getActiveTestOrFail().cleanup(() => void Object.assign(process.stdin, { isTTY: before }))
}
