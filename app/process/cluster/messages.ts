import type { EventEmitter } from 'node:events'

/**
 * What the processes of the API and the one that runs them say to each other: a process asks for
 * the metrics of `all` and gets a text, and is asked for those of `one` and gives a list.
 */
export interface Message {
  metrics: 'all' | 'one'
  id: number
  /** The answer; a question has none. */
  answer?: unknown
}

interface Peer {
  send(message: Message): unknown
}

/** Reading the backlog takes two seconds at most; and the silence of one is not that of all. */
const ANSWER_MILLISECONDS = { one: 3_000, all: 5_000 }

let asked = 0

/** Asks the other side, which may be about to end; undefined where it is silent for some seconds. */
export function ask<Answer>(peer: Peer & EventEmitter, metrics: Message['metrics']) {
  const id = ++asked
  const answered = Promise.withResolvers<Answer | undefined>()
  const listen = (message: Message) => {
    const isAnswer = message.metrics === metrics && message.id === id && 'answer' in message
    if (isAnswer) answered.resolve(message.answer as Answer)
  }
  const timer = setTimeout(answered.resolve, ANSWER_MILLISECONDS[metrics], undefined)
  peer.on('message', listen)
  peer.send({ metrics, id })
  return answered.promise.finally(() => {
    clearTimeout(timer)
    peer.off('message', listen)
  })
}

/** Whether this is a question of the kind. */
export function isQuestion(message: Message, metrics: Message['metrics']) {
  return message.metrics === metrics && !('answer' in message)
}
