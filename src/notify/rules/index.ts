import { drift } from './drift.ts'
import { fatigue } from './fatigue.ts'
import { fraud } from './fraud.ts'
import type { AlertRule } from './rule.ts'
import { stale } from './stale.ts'
import { sync } from './sync.ts'
import { target } from './target.ts'
import { winner } from './winner.ts'

/** Every rule by name, the most urgent first; what cannot be trusted comes before what was measured. */
export const RULES = { sync, stale, fraud, fatigue, target, winner, drift } as const
export const ALERT_RULE_LIST: readonly AlertRule[] = Object.values(RULES)
