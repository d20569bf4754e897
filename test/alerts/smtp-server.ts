import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

/** A mail as it was taken. */
export interface TakenMail {
  readonly from: string
  readonly to: readonly string[]
  readonly data: string
  /** Whether it came over an encrypted connection, and as whom it was handed in. */
  readonly isEncrypted: boolean
  readonly user: string | null
}

/** A mail server of this machine that refuses with the replies it is told to, one a mail. */
export interface SmtpServer {
  readonly port: number
  readonly mails: readonly TakenMail[]
  readonly refusals: string[]
  /** Passwords it was given, right or wrong. */
  readonly passwords: readonly string[]
  close(): Promise<void>
}

export interface SmtpSettings {
  /** Who may hand in mail; without, everybody may, and no encryption is offered. */
  readonly account?: { readonly user: string; readonly password: string }
  /** Encrypted from the first byte on. */
  readonly isSecure?: boolean
}

const file = (name: string) => readFileSync(new URL(`./certificate/${name}`, import.meta.url), 'utf8')

/** The certificate of mail.example, signed by itself; whoever is to believe it must be told so. */
export const CERTIFICATE = file('mail.example.pem')

export async function startSmtp({ account, isSecure = false }: SmtpSettings = {}): Promise<SmtpServer> {
  const mails: TakenMail[] = []
  const refusals: string[] = []
  const passwords: string[] = []
  const server = new SMTPServer({
    secure: isSecure,
    ...(account === undefined ? { disabledCommands: ['AUTH', 'STARTTLS'] } : {}),
    authOptional: account === undefined,
    cert: CERTIFICATE,
    key: file('mail.example.key.pem'),
    logger: false,
    closeTimeout: 100,
    onAuth({ username, password }, _session, done) {
      passwords.push(password ?? '')
      if (username === account?.user && password === account?.password) done(null, { user: username ?? '' })
      else done(new Error('Invalid username or password'))
    },
    onMailFrom(_address, _session, done) {
      const refusal = refusals.shift()
      if (refusal === undefined) done()
      else done(Object.assign(new Error(refusal.slice(4)), { responseCode: Number(refusal.slice(0, 3)) }))
    },
    onData(stream, session, done) {
      void text(stream).then((data) => {
        const { mailFrom, rcptTo } = session.envelope
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          data,
          isEncrypted: session.secure,
          user: typeof session.user === 'string' ? session.user : null,
        })
        done()
      })
    },
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const address = listening.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { port, mails, refusals, passwords, close }
}
