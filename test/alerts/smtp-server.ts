import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** A mail as it was taken. */
export interface TakenMail {
  readonly from: string
  readonly to: readonly string[]
  readonly data: string
}

/** A mail server of this machine that takes plain SMTP, and refuses with the replies it is told to, one a mail. */
export interface SmtpServer {
  readonly port: number
  readonly mails: readonly TakenMail[]
  readonly refusals: string[]
  close(): Promise<void>
}

function converse(socket: Socket, mails: TakenMail[], refusals: string[]): void {
  let from = ''
  let to: string[] = []
  let data: string | null = null
  let rest = ''
  const say = (line: string) => socket.write(`${line}\r\n`)
  const hear = (line: string) => {
    if (data !== null) {
      if (line !== '.') data += `${line}\n`
      else {
        mails.push({ from, to, data })
        data = null
        say('250 taken')
      }
      return
    }
    const [verb = ''] = line.toUpperCase().split(/[ :]/)
    if (verb === 'EHLO' || verb === 'HELO') say('250 loopback')
    else if (verb === 'MAIL') {
      const refusal = refusals.shift()
      from = line
      to = []
      say(refusal ?? '250 ok')
    } else if (verb === 'RCPT') {
      to.push(line)
      say('250 ok')
    } else if (verb === 'DATA') {
      data = ''
      say('354 go on')
    } else if (verb === 'QUIT') {
      say('221 bye')
      socket.end()
    } else say('502 not known')
  }
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    rest += chunk.toString('utf8')
    const lines = rest.split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) hear(line)
  })
  say('220 loopback ready')
}

export async function startSmtp(): Promise<SmtpServer> {
  const mails: TakenMail[] = []
  const refusals: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    converse(socket, mails, refusals)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    port,
    mails,
    refusals,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
