import type { OpenSocket } from '#net/open-socket.ts'
import type { Message } from './message.ts'
import { SendingFailure } from './sending-failure.ts'
import { writePlain } from './write-message.ts'

const PORTS = [25, 465, 587, 2465, 2525, 2587]
const PATIENCE_MS = 15_000

/** A mail server as it is spoken to, secrets resolved. */
export interface MailServer {
  readonly host: string
  readonly port: number
  /** `starttls` refuses a server that does not offer it. */
  readonly security: 'starttls' | 'tls' | 'none'
  readonly user: string | null
  readonly password: string | null
  readonly from: string
  readonly to: readonly string[]
  readonly privateHosts: readonly string[]
}

/** Sends a message by mail; `id` tells copies of the same one apart from others. Throws `SendingFailure`. */
export async function sendMail(
  openSocket: OpenSocket,
  message: Message,
  { host, port, security, user, password, from, to, privateHosts }: MailServer,
  id: string,
): Promise<void> {
  const { createTransport } = await import('nodemailer')
  try {
    const connection = await openSocket({ host, port, ports: PORTS, privateHosts })
    const transport = createTransport({
      host,
      port,
      connection,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      tls: { servername: host },
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(user === null || password === null ? {} : { auth: { user, pass: password } }),
    })
    try {
      const { attachment } = message
      await transport.sendMail({
        from,
        to: [...to],
        subject: message.subject,
        text: writePlain(message),
        messageId: `<${id}@permille>`,
        ...(attachment === null
          ? {}
          : {
              attachments: [
                { filename: attachment.name, content: attachment.content, contentType: attachment.type },
              ],
            }),
      })
    } finally {
      transport.close()
      connection.destroy()
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const [line = 'the mail was not taken'] = error.message.split('\n')
    throw new SendingFailure(`${host}: ${line}`, { cause: error })
  }
}
