import { z } from 'zod'

/** Who says so: a number is never added to one of another basis. */
export const BASES = ['network', 'mmp', 'own', 'skan', 'modelled'] as const
export const Basis = z.enum(BASES)
export type Basis = z.infer<typeof Basis>

/** Which touch earned the conversion; `all` is clicks and views together. */
export const ATTRIBUTIONS = ['click', 'view', 'all'] as const
export const Attribution = z.enum(ATTRIBUTIONS)
export type Attribution = z.infer<typeof Attribution>

/** Whether an event is counted once per user or every time it happens. */
export const Counting = z.enum(['every', 'unique'])
export type Counting = z.infer<typeof Counting>

/** The day a conversion is booked on. */
export const DateBasis = z.enum(['impression', 'touch', 'install', 'event', 'report'])
export type DateBasis = z.infer<typeof DateBasis>

export const Validity = z.enum(['accepted', 'rejected'])
export type Validity = z.infer<typeof Validity>

/** Event a question means when it names none. */
export const INSTALL = 'install'
