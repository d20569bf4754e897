import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { toProblem } from '../../api/problem.ts'
import { acceptInvitation, type Session, signIn } from '../../api/session.ts'
import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Brand } from '../shell/brand.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { providerAddress, refusalOf } from './provider-address.ts'
import classes from './sign-in-page.module.css'

export interface SignInPageProps {
  /** Of a one-time link, by which a password is set instead of asked for. */
  code: string | null
  /** What the button of the identity provider is called; `null` where there is none. */
  provider: string | null
  onBegun: (session: Session) => void
}

export function SignInPage({ code, provider, onBegun }: SignInPageProps) {
  const isNew = code !== null
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const begin = useMutation({
    mutationFn: () => (isNew ? acceptInvitation(code, password) : signIn(name, password)),
    onSuccess: onBegun,
  })
  const title = isNew ? 'Set your password' : 'Sign in'
  usePageTitle(title)

  function submit(event: FormEvent) {
    event.preventDefault()
    begin.mutate()
  }

  const problem = begin.error === null ? null : toProblem(begin.error)
  const refusal = begin.isIdle ? refusalOf(window.location) : null
  const isFilled = password !== '' && (isNew || name !== '')
  return (
    <main className={classes.page}>
      <form className={classes.form} onSubmit={submit} aria-labelledby="sign-in-title">
        <Brand />
        <h1 id="sign-in-title" className={classes.title}>
          {title}
        </h1>
        {!isNew && <TextField label="Name" value={name} onChange={setName} fills="username" />}
        <TextField
          label={isNew ? 'New password, 12 characters or more' : 'Password'}
          type="password"
          value={password}
          onChange={setPassword}
          fills={isNew ? 'new-password' : 'current-password'}
        />
        <div role="alert">
          {refusal !== null && <Notice severity="warning">{refusal}</Notice>}
          {problem !== null && (
            <Notice severity="warning">
              {problem.message} {problem.remedy}
            </Notice>
          )}
        </div>
        <Button type="submit" kind="primary" disabled={!isFilled} busy={begin.isPending}>
          {isNew ? 'Set it and sign in' : 'Sign in'}
        </Button>
        {!isNew && provider !== null && (
          <LinkButton href={providerAddress(window.location)}>Sign in with {provider}</LinkButton>
        )}
        {!isNew && (
          <p className={classes.help}>
            No password yet, or forgotten? An administrator of this server can send you a link.
          </p>
        )}
      </form>
    </main>
  )
}
