import type { Context } from 'hono'
import { z } from 'zod'
import type { Right } from '#engine/index.ts'
import type { Desk } from '../desk.ts'
import type { Env } from '../env.ts'

/** A route beside the operations. */
export interface ServiceRoute {
  /** Name of it in the contract. */
  readonly id: string
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** As the contract writes it: `/api/v1/uploads/{id}`. */
  readonly path: string
  readonly summary: string
  /** What it asks of its caller; `null` where anyone may ask. */
  readonly right: Right | null
  readonly parameters?: readonly Readonly<Record<string, unknown>>[]
  /** Most bytes of a body of JSON; 1 MB unless said. */
  readonly largest?: number
  readonly body?: Readonly<Record<string, unknown>>
  /** What a good answer is, by content type. */
  readonly content: Readonly<Record<string, { readonly schema: unknown }>>
  answer(context: Context<Env>, desk: Desk): Response | Promise<Response>
}

/** Content of JSON, as the contract says it. */
export function jsonContent(type: z.ZodType) {
  return { 'application/json': { schema: z.toJSONSchema(type, { unrepresentable: 'any' }) } }
}

/** A right to look that belongs to no operation. */
export const LOOK: Right = { role: 'viewer', operations: [] }
