/** Files of creatives and files of reports among those somebody dropped. */
export interface Sorted<Dropped> {
  readonly creatives: readonly Dropped[]
  readonly reports: readonly Dropped[]
}

/** Pages on which an archive is a playable rather than a packed report. */
const OF_CREATIVES = /^\/creative$/

/** What dropped files are by their type and name; an archive by the page it fell on. */
export function sortDropped<Dropped extends { readonly name: string; readonly type: string }>(
  files: readonly Dropped[],
  path: string,
): Sorted<Dropped> {
  const isCreative = ({ name, type }: Dropped) =>
    /^(image|video)\//.test(type) ||
    /\.(png|jpe?g|gif|webp|avif|svg|mp4|mov|webm|mkv|avi|html?)$/i.test(name) ||
    (/\.zip$/i.test(name) && OF_CREATIVES.test(path))
  return { creatives: files.filter(isCreative), reports: files.filter((file) => !isCreative(file)) }
}
