import { createHash } from 'node:crypto'

/** Look of a report: both schemes, and ink on white on paper. */
export const REPORT_STYLE = `:root{color-scheme:light dark;--ink:#1c2024;--soft:#60646c;--line:#e0e1e6;--ground:#fff;--scale:#0b7a6e;--keep:#526070;--test:#8f5a00;--sunset:#b3234d}
@media (prefers-color-scheme:dark){:root{--ink:#edeef0;--soft:#a5aab3;--line:#34373d;--ground:#16181b;--scale:#3fc7b5;--keep:#a9b6c6;--test:#f0b355;--sunset:#ff8aab}}
*{box-sizing:border-box}body{margin:0 auto;max-width:84rem;padding:2rem 1.25rem 4rem;font:14px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground)}
h1{overflow-wrap:anywhere;font-size:1.5rem;line-height:1.25;margin:0 0 .25rem}h2{font-size:1.05rem;margin:2.25rem 0 .5rem}p{margin:.25rem 0}.soft{color:var(--soft)}
.sample{border:1px solid var(--test);color:var(--test);border-radius:4px;padding:.25rem .75rem;margin:0 0 1rem}
.figures{display:flex;flex-wrap:wrap;gap:1rem 2.5rem;margin:1.25rem 0}.figures dt{color:var(--soft)}.figures dd{margin:0;font-size:1.35rem;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:13px;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:.4rem .9rem .4rem 0;border-bottom:1px solid var(--line)}th{font-weight:600;color:var(--soft);white-space:nowrap}
td.number,th.number{text-align:right;white-space:nowrap}td.name{min-width:11rem;max-width:26rem;overflow-wrap:anywhere}td.why{min-width:16rem;color:var(--soft)}
.decision{font-weight:600;white-space:nowrap}.scale{color:var(--scale)}.keep{color:var(--keep)}.keep_testing{color:var(--test)}.sunset{color:var(--sunset)}.not_enough_data{color:var(--soft)}
svg{display:block;width:9rem;height:1.25rem}.bar{stroke:currentColor;stroke-width:2}.tick{stroke:var(--soft);stroke-width:1}.dot{fill:currentColor}
p,li{overflow-wrap:anywhere}ul{padding-left:1.2rem;margin:.25rem 0}li.warning{font-weight:600}dl.about{display:grid;grid-template-columns:minmax(5rem,max-content) minmax(0,1fr);gap:.2rem 1.5rem;margin:0}dl.about dt{color:var(--soft)}dl.about dd{margin:0;overflow-wrap:anywhere}
footer{margin-top:2.5rem;color:var(--soft)}
@media print{:root{color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--ground:#fff;--scale:#075e55;--keep:#3c4856;--test:#6b4300;--sunset:#8c1539}body{max-width:none;padding:0;font-size:10pt}table{font-size:8.5pt}.scroll{overflow:visible}tr,li{break-inside:avoid}thead{display:table-header-group}svg{width:9rem}td.name,td.why{min-width:0}}`

/** Lets in nothing but that style: a report has no script, loads nothing and sends nothing. */
export const REPORT_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(REPORT_STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')
