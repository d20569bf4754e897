import type { ConnectorApi } from '#connectors/kit/api.ts'
import { oauthRefresh } from '#connectors/kit/auth/oauth-refresh.ts'
import { knownZone } from '#connectors/kit/zone.ts'
import { judge } from './judge.ts'
import { HOST, plain, query } from './query.ts'
import { streams } from './reports.ts'

/** The Google Ads API: campaigns by ad group and by asset, asked for in its query language. */
export const googleAdsApi: ConnectorApi = {
  fields: [
    {
      name: 'customer',
      label: 'Account id',
      help: 'Ten digits. A manager account brings all accounts below it.',
      where: 'Google Ads, top right, above the account’s name',
      secret: false,
      pattern: /^\s*\d{3}-?\d{3}-?\d{4}\s*$/,
      example: '123-456-7890',
    },
    {
      name: 'developerToken',
      label: 'Developer token',
      help: 'Of a manager account; it needs Explorer, Basic or Standard access.',
      where: 'Google Ads manager account › Admin › API Center',
      secret: true,
    },
    {
      name: 'clientId',
      label: 'OAuth client ID',
      help: 'Of a client of type desktop or web, in a project with the Google Ads API enabled.',
      where: 'console.cloud.google.com › APIs & Services › Credentials',
      secret: false,
    },
    {
      name: 'clientSecret',
      label: 'OAuth client secret',
      help: 'The secret of that client.',
      where: 'the same page',
      secret: true,
    },
    {
      name: 'refreshToken',
      label: 'Refresh token',
      help: 'Given once a user of the account agreed to https://www.googleapis.com/auth/adwords.',
      where: 'OAuth Playground with your own client, or any OAuth tool; set the consent screen to production',
      secret: true,
    },
  ],
  hosts: [HOST, 'oauth2.googleapis.com'],
  version: 'v25',
  auth: oauthRefresh({
    url: 'https://oauth2.googleapis.com/token',
    clientId: ({ clientId = '' }) => clientId,
    clientSecret: ({ clientSecret = '' }) => clientSecret,
    refreshField: 'refreshToken',
  }),
  limitedBy: ['developerToken'],
  limits: [
    {
      requests: 2880,
      seconds: 86_400,
      basis:
        'Google: 2,880 operations a day with Explorer access (15,000 with Basic); pages of one query are one',
    },
    {
      requests: 5,
      seconds: 1,
      basis: 'our own: Google throttles by a bucket whose size it does not publish',
    },
  ],
  judge,
  accounts: {
    kind: 'asked',
    fetch: (context) => [
      query(
        context,
        plain(context.fields.customer ?? ''),
        "SELECT customer_client.id, customer_client.descriptive_name, customer_client.currency_code, customer_client.time_zone FROM customer_client WHERE customer_client.manager = FALSE AND customer_client.status = 'ENABLED'",
      ),
    ],
    account: (row) => {
      const id = row['customerClient.id']
      return id
        ? {
            id,
            name: row['customerClient.descriptiveName'] ?? null,
            zone: knownZone(row['customerClient.timeZone']),
            currency: row['customerClient.currencyCode'] ?? null,
          }
        : null
    },
  },
  streams,
}
