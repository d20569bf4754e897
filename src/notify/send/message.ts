/** A file that goes along with a mail. */
export interface Attachment {
  readonly name: string
  readonly type: string
  readonly content: string
}

/** One line of a message: what is said, what it rests on, and where it is shown. */
export interface MessageLine {
  readonly text: string
  readonly detail: string | null
  /** Path of the page, or the command where nobody said where the page is. */
  readonly link: string | null
  readonly command: string | null
}

/** What is sent, whatever the channel. */
export interface Message {
  readonly subject: string
  readonly lines: readonly MessageLine[]
  /** Said at the end: how many more there are, what was held back. */
  readonly closing: readonly string[]
  readonly attachment: Attachment | null
}
