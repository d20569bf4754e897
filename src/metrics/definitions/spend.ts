import { delivery, type SumMetric } from '../metric.ts'

export const spend: SumMetric = {
  kind: 'sum',
  name: 'spend',
  label: 'Spend',
  description: 'What the network charged.',
  synonyms: ['cost', 'amount_spent'],
  unit: 'money',
  higherIsBetter: null,
  of: delivery('spend'),
}
