import { openProject, byKey } from './support/open-project.ts'
const D='/work/shared/data'
const show=(fs:any)=>{for(const f of fs)console.log(f.file,f.status,f.source,f.layout,JSON.stringify(f.rows),JSON.stringify(f.dates),JSON.stringify(f.totals),JSON.stringify(f.currency),JSON.stringify(f.scope),JSON.stringify(f.refusal),JSON.stringify(f.notes),f.problems.slice(0,3))}
const run=async(files:string[],input:any={})=>{const t=Date.now();const p=await openProject();show(await p.importFiles(files.map(f=>`${D}/${f}`),input));console.log('ms',Date.now()-t);return p}
let p=await run(['kag-facebook-ads/KAG_conversion_data.csv'],{map:{impressions:'Impressions',clicks:'Clicks',spend:'Spent',conversions:'Total_Conversion','event.approved':'Approved_Conversion',ad_id:'ad_id'}})
let r=await p.rank({by:'ad',event:'conversion',limit:15}); for(const x of r.rows)console.log(x.rank,x.key,x.name,x.impressions,x.conversions,x.perMille,x.interval,x.decision); console.log(r.totals,r.notes); await p.remove()
const dm={site:'Site',creative:'Creative Name',day:'Date',impressions:'Impressions',clicks:'Clicks'}
p=await run(['digital-media-campaign/DigitalMediaCampaign-Banner.csv','digital-media-campaign/DigitalMediaCampaign-Rich_Media.csv','digital-media-campaign/DigitalMediaCampaign.xlsx'],{map:dm}); await p.remove()
p=await run(['digital-media-campaign/DigitalMediaCampaign-Video.csv','digital-media-campaign/DigitalMediaCampaign.xlsx'],{map:{...dm,impressions:'#Impressions'}}); await p.remove()
p=await run(['online-ads-banner-daily/online_advertising_performance_data.csv'],{map:{impressions:'displays',clicks:'clicks',spend:'cost',conversions:'post_click_conversions','value.revenue':'revenue',creative:'banner','placement':'placement'}});r=await p.rank({event:'conversion'});for(const x of r.rows)console.log(x.rank,x.name,x.impressions,x.conversions,x.perMille); await p.remove()
p=await run(['appsflyer-raw-sample/installs.masked.csv']); show(await p.importFiles([D+'/appsflyer-raw-sample/installs.masked.csv'],{dateOrder:'mdy'})); console.log(byKey(await p.query({metrics:'installs',by:'network,day'}),'network','installs')); await p.remove()
p=await run(['stackadapt-creatives/chill_burger.csv'],{map:{impressions:'impressions',clicks:'clicks',spend:'spend',conversions:'conversions',engagements:'engagements',video_100:'video_completed',video_plays:'video_started'}}); await p.remove()
p=await run(['upworthy/upworthy_dev.csv'],{map:{impressions:'impressions',clicks:'clicks',creative:'headline', 'event.click':'clicks'}}); await p.remove()
