import { adjust } from './adjust/connector.ts'
import { appleAds } from './apple-ads/connector.ts'
import { applovin } from './applovin/connector.ts'
import { appsflyer } from './appsflyer/connector.ts'
import { branch } from './branch/connector.ts'
import { googleAds } from './google-ads/connector.ts'
import { ironsource } from './ironsource/connector.ts'
import type { Connector } from './kit/connector-declaration.ts'
import { kochava } from './kochava/connector.ts'
import { liftoff } from './liftoff/connector.ts'
import { meta } from './meta/connector.ts'
import { mintegral } from './mintegral/connector.ts'
import { moloco } from './moloco/connector.ts'
import { pinterest } from './pinterest/connector.ts'
import { reddit } from './reddit/connector.ts'
import { singular } from './singular/connector.ts'
import { skan } from './skan/connector.ts'
import { snapchat } from './snapchat/connector.ts'
import { tiktok } from './tiktok/connector.ts'
import { unityAds } from './unity-ads/connector.ts'
import { vungle } from './vungle/connector.ts'
import { xAds } from './x-ads/connector.ts'

/** Every source permille reads, one line each. */
export const CONNECTORS: readonly Connector[] = [
  adjust,
  appleAds,
  applovin,
  appsflyer,
  branch,
  googleAds,
  ironsource,
  kochava,
  liftoff,
  meta,
  mintegral,
  moloco,
  pinterest,
  reddit,
  singular,
  skan,
  snapchat,
  tiktok,
  unityAds,
  vungle,
  xAds,
]
