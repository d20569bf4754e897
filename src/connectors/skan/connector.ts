import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { postbacks } from './exports/postbacks.ts'

/** Postbacks of SKAdNetwork and AdAttributionKit that Apple's devices send to permille. */
export const skan: Connector = {
  source: 'skan',
  label: 'SKAdNetwork',
  kind: 'mmp',
  aliases: [],
  refetchDays: 45,
  layouts: [],
  received: [
    {
      id: 'postbacks',
      label: 'Postbacks received',
      grain: ['network', 'app', 'os', 'campaign', 'site', 'country'],
      layout: postbacks,
    },
  ],
}
