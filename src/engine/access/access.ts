import type { DatabaseSync } from 'node:sqlite'
import { PermilleError } from '#schema/error.ts'
import type { Role } from '#schema/role.ts'
import type { Audit } from '../audit.ts'
import type { Caller } from './caller.ts'
import { type Invitation, Invitations } from './invitations.ts'
import { Lockout } from './lockout.ts'
import { hashPassword, isPassword, requireGoodPassword } from './password.ts'
import { Identities } from './provider/identities.ts'
import type { RoleRule } from './provider/provider-settings.ts'
import { type ProvidedPerson, roleOfPerson } from './provider/role-of-person.ts'
import { Sessions } from './sessions.ts'
import { ShareLinks } from './share-links.ts'
import { Tokens } from './tokens.ts'
import { type User, UserName, Users } from './users.ts'

/** A session that began just now: whose, and the secret for the cookie. */
export interface BegunSession {
  readonly user: string
  readonly secret: string
}

/** Who may come into a project, and what it takes. */
export class Access {
  readonly users: Users
  readonly tokens: Tokens
  readonly shareLinks: ShareLinks
  readonly sessions: Sessions
  readonly identities: Identities
  readonly #invitations: Invitations
  readonly #lockout: Lockout
  readonly #audit: Audit

  constructor(state: DatabaseSync, audit: Audit) {
    this.users = new Users(state)
    this.tokens = new Tokens(state)
    this.shareLinks = new ShareLinks(state)
    this.sessions = new Sessions(state)
    this.identities = new Identities(state)
    this.#invitations = new Invitations(state)
    this.#lockout = new Lockout(state)
    this.#audit = audit
  }

  /** Adds somebody, who sets a password by the code. */
  addUser(name: string, role: Role): Invitation {
    this.users.add(name, role)
    return this.#invitations.invite(name)
  }

  /** Removes somebody with everything that let them in. */
  removeUser(name: string): void {
    this.users.remove(name)
    this.identities.removeAllOf(name)
    this.#invitations.withdraw(name)
    this.sessions.endAllOf(name)
    this.tokens.revokeAllOf(name)
    this.shareLinks.revokeAllOf(name)
  }

  /** Keeps somebody out, with their sessions, tokens and links, until they are enabled. */
  disableUser(name: string): User {
    this.users.disable(name)
    this.sessions.endAllOf(name)
    return this.users.require(name)
  }

  /** Whether what somebody made may still be used; what the machine made, may. */
  isHeeded(user: string | null): boolean {
    return user === null || this.users.find(user)?.isDisabled === false
  }

  /** Takes the password away, ends every session, and gives a code to set a new one. */
  resetPassword(name: string): Invitation {
    this.users.require(name)
    this.users.setPassword(name, null)
    this.sessions.endAllOf(name)
    this.#lockout.clear('name', name)
    return this.#invitations.invite(name)
  }

  /** Begins a session; throws one and the same sentence for a wrong name and a wrong password. */
  async signIn(stated: string, password: string, address: string): Promise<BegunSession> {
    const read = UserName.safeParse(stated)
    const name = read.success ? read.data : ''
    this.#lockout.count('address', address)
    this.#lockout.count('name', name)
    // A disabled user takes as long, and reads the same sentence.
    const isRight = await isPassword(password, this.users.passwordOf(name))
    if (!isRight || !this.isHeeded(name)) {
      this.#audit.add({
        who: name === '' ? 'somebody' : name,
        what: 'sign in',
        detail: {},
        outcome: 'refused',
      })
      throw new PermilleError('unauthenticated', 'the name or the password is wrong', {
        remedy: 'try again; an administrator can send a new link: permille users password NAME',
      })
    }
    return this.#begin(name, address)
  }

  /** Counts somebody who comes back from a provider before it is known whether they may; throws `rate_limited`. */
  countTry(address: string): void {
    this.#lockout.count('address', address)
  }

  /** Writes down that somebody came back from a provider with what does not hold. */
  refuseFromProvider(issuer: string): void {
    this.#audit.add({ who: 'somebody', what: 'sign in', detail: { by: issuer }, outcome: 'refused' })
  }

  /** Begins a session of somebody a provider vouches for; throws `forbidden` for those nobody let in. */
  signInByProvider(person: ProvidedPerson, rules: readonly RoleRule[], address: string): BegunSession {
    const name = this.#admit(person, rules)
    if (name === null || !this.isHeeded(name)) {
      this.#audit.add({
        who: name ?? person.email ?? 'somebody',
        what: 'sign in',
        detail: { by: person.issuer },
        outcome: 'refused',
      })
      throw new PermilleError('forbidden', 'nobody has let you in here yet', {
        remedy: 'ask an administrator: permille users add MAIL, or a rule in signIn.oidc.roles',
      })
    }
    return this.#begin(name, address, { by: person.issuer })
  }

  /** The user somebody is, made or brought up to date by the rules; `null` for those nobody let in. */
  #admit(person: ProvidedPerson, rules: readonly RoleRule[]): string | null {
    const { issuer, subject } = person
    const role = roleOfPerson(person, rules)
    const known = this.identities.find(issuer, subject)
    if (known !== null) {
      if (!known.isGoverned) return known.user
      if (role === null) return null
      this.#govern(known.user, role, issuer)
      return known.user
    }
    const name = UserName.safeParse(person.email).data
    if (name === undefined) return null
    const isGoverned = this.users.find(name) === null
    if (isGoverned) {
      if (role === null) return null
      this.users.add(name, role)
      this.#audit.add({ who: name, what: 'be let in', detail: { by: issuer, role }, outcome: 'done' })
    }
    this.identities.add(issuer, subject, { user: name, isGoverned })
    return name
  }

  /** Gives somebody the role a provider's groups say; the only administrator stays one. */
  #govern(name: string, role: Role, issuer: string): void {
    if (this.users.require(name).role === role || this.users.isOnlyAdministrator(name)) return
    this.users.setRole(name, role)
    this.#audit.add({ who: name, what: 'change role', detail: { by: issuer, role }, outcome: 'done' })
  }

  /** Sets a password by a one-time code and begins a session. */
  async acceptInvitation(code: string, password: string, address: string): Promise<BegunSession> {
    this.#lockout.count('address', address)
    const name = this.#invitations.userOf(code)
    if (name === null || !this.isHeeded(name)) {
      throw new PermilleError('unauthenticated', 'this link was used already, or is too old', {
        remedy: 'ask an administrator for a new one: permille users password NAME',
      })
    }
    requireGoodPassword(password, name)
    const hashed = await hashPassword(password)
    // Somebody else may have used the code while the password was hashed.
    if (this.#invitations.userOf(code) !== name) return this.acceptInvitation(code, password, address)
    this.#invitations.withdraw(name)
    this.users.setPassword(name, hashed)
    this.sessions.endAllOf(name)
    this.#audit.add({ who: name, what: 'set a password', detail: {}, outcome: 'done' })
    return this.#begin(name, address)
  }

  signOut(secret: string): void {
    const who = this.sessions.userOf(secret)
    this.sessions.end(secret)
    if (who !== null) this.#audit.add({ who, what: 'sign out', detail: {}, outcome: 'done' })
  }

  /** Who is signed in by the secret of a cookie. */
  callerOfSession(secret: string): Caller | null {
    const name = this.sessions.userOf(secret)
    const user = name === null ? null : this.users.find(name)
    return user === null || user.isDisabled
      ? null
      : { name: user.name, user: user.name, role: user.role, scopes: null }
  }

  /** Who asks with a token; throws `unauthenticated` where it does not hold. */
  callerOfToken(secret: string): Caller {
    const token = this.tokens.find(secret)
    if (token?.state !== 'valid') {
      throw new PermilleError('unauthenticated', `the token is ${token?.state ?? 'unknown'}`, {
        remedy: 'make another one: permille tokens create',
      })
    }
    const { name, scopes, user } = token
    if (!this.isHeeded(user)) {
      throw new PermilleError('unauthenticated', `${user} is kept out, and this token with them`, {
        remedy: 'an administrator can let them in again: permille users enable',
      })
    }
    if (user === null) return { name: `token ${name}`, user, role: 'admin', scopes }
    return { name: `token ${name} of ${user}`, user, role: this.users.require(user).role, scopes }
  }

  /** Gives a project without an administrator its first one: by the password given, else by a code. */
  async firstAdministrator(
    name: string,
    password: string | null,
  ): Promise<(Invitation & { user: string }) | null> {
    const administrators = this.users.all().filter(({ role }) => role === 'admin')
    const canSignIn = ({ name: own, hasPassword, isDisabled }: User) =>
      !isDisabled && (hasPassword || this.identities.has(own))
    if (administrators.some(canSignIn)) return null
    const known = administrators.find(({ isDisabled }) => !isDisabled)
    const user = known?.name ?? UserName.parse(name)
    if (known === undefined) this.users.add(user, 'admin')
    if (password === null) return { user, ...this.#invitations.invite(user) }
    requireGoodPassword(password, user)
    this.users.setPassword(user, await hashPassword(password))
    return null
  }

  #begin(user: string, address: string, detail: Readonly<Record<string, string>> = {}): BegunSession {
    this.#lockout.clear('name', user)
    this.#lockout.clear('address', address)
    this.users.signedIn(user)
    this.#audit.add({ who: user, what: 'sign in', detail, outcome: 'done' })
    return { user, secret: this.sessions.begin(user) }
  }
}
