import { FraudAnswer, type FraudSite } from '#schema/answer/fraud-answer.ts'
import { fraud } from '../operations/fraud.ts'
import { defineView, type ReadColumn, tableOf, whyNot } from './view.ts'

function signalsText({ signals }: FraudSite): string {
  return signals
    .filter(({ isFound }) => isFound)
    .map(({ name, value, baseline, q }) => {
      const figure = (amount: number) => Number(amount.toPrecision(3))
      return `${name} ${figure(value)} (others ${figure(baseline)}, q ${q < 1e-4 ? '< 0.0001' : figure(q)})`
    })
    .join('; ')
}

const COLUMNS: readonly ReadColumn<FraudSite>[] = [
  { name: 'network', type: 'text', read: ({ networkLabel }) => networkLabel },
  { name: 'site', type: 'text', read: ({ site }) => site },
  { name: 'verdict', type: 'text', read: ({ verdict }) => verdict },
  { name: 'rule', type: 'text', read: ({ rule }) => rule },
  { name: 'installs', type: 'number', read: ({ installs }) => installs },
  { name: 'rejected_installs', type: 'number', read: ({ rejected }) => rejected },
  { name: 'impressions', type: 'number', read: ({ impressions }) => impressions },
  { name: 'clicks', type: 'number', read: ({ clicks }) => clicks },
  { name: 'spend', type: 'number', read: ({ spend }) => spend },
  { name: 'why', type: 'text', read: ({ reason }) => reason },
  { name: 'evidence', type: 'text', read: signalsText },
  { name: 'not_computed', type: 'text', read: ({ notComputed }) => whyNot(notComputed) },
]

export const fraudView = defineView(fraud, FraudAnswer, ({ sites }) => tableOf(COLUMNS, sites))
