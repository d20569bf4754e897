import type { ExportLayout, LayoutColumn } from '#connectors/kit/export-layout.ts'

const TOUCH = 'last_attributed_touch_data_tilde_'

const OBJECTS: readonly LayoutColumn[] = [
  { field: 'day', headers: ['day'] },
  { field: 'network', headers: [`${TOUCH}advertising_partner_name`] },
  { field: 'campaign', headers: [`${TOUCH}campaign`] },
  { field: 'campaign_id', headers: [`${TOUCH}campaign_id`] },
  { field: 'ad_group', headers: [`${TOUCH}ad_set_name`] },
  { field: 'ad', headers: [`${TOUCH}ad_name`] },
  { field: 'ad_id', headers: [`${TOUCH}ad_id`] },
  { field: 'creative', headers: [`${TOUCH}creative_name`] },
  { field: 'creative_id', headers: [`${TOUCH}creative_id`] },
  { field: 'os', headers: ['user_data_os'] },
  { field: 'country', headers: ['user_data_geo_country_code'] },
]

/** An answer of the Query API: one measure of one kind of event, under the name of its aggregation. */
export function queryLayout(
  measure: Pick<LayoutColumn, 'field' | 'headers' | 'dateBasis'> & { readonly basis: 'mmp' | 'network' },
): ExportLayout {
  return {
    id: 'query',
    label: 'Query API',
    grain: 'aggregate',
    signature: { required: ['day', measure.field], distinctive: [`${TOUCH}campaign`] },
    columns: [...OBJECTS, measure],
    basis: measure.basis,
    attribution: 'all',
    dateBasis: measure.dateBasis ?? 'install',
    currency: 'USD',
  }
}
