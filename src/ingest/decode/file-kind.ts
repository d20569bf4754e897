export type FileKind =
  | { readonly kind: 'gzip' | 'zip' | 'parquet' | 'text' }
  | { readonly kind: 'refused'; readonly finding: string; readonly remedy: string }

const EXPORT_AGAIN = 'export the report again as CSV or XLSX'
const UNPACK = 'unpack it and import the files inside'
const SAVE_AS = 'open it and save it as XLSX or CSV UTF-8'

interface Magic {
  readonly bytes: string
  readonly at?: number
  readonly finding: string
  readonly remedy: string
}

const MAGICS: readonly Magic[] = [
  { bytes: '25504446', finding: 'is a PDF document, not a table', remedy: EXPORT_AGAIN },
  { bytes: '89504e47', finding: 'is a PNG image, not a table', remedy: EXPORT_AGAIN },
  { bytes: 'ffd8ff', finding: 'is a JPEG image, not a table', remedy: EXPORT_AGAIN },
  { bytes: '47494638', finding: 'is a GIF image, not a table', remedy: EXPORT_AGAIN },
  { bytes: '57454250', at: 8, finding: 'is a WebP image, not a table', remedy: EXPORT_AGAIN },
  {
    bytes: '66747970',
    at: 4,
    finding: 'is a video or picture (MP4 family), not a table',
    remedy: EXPORT_AGAIN,
  },
  { bytes: '1a45dfa3', finding: 'is a Matroska video, not a table', remedy: EXPORT_AGAIN },
  { bytes: '28b52ffd', finding: 'is packed with Zstandard, which is not read', remedy: UNPACK },
  { bytes: '425a68', finding: 'is packed with bzip2, which is not read', remedy: UNPACK },
  { bytes: 'fd377a585a00', finding: 'is packed with xz, which is not read', remedy: UNPACK },
  { bytes: '377abcaf271c', finding: 'is a 7-Zip archive, which is not read', remedy: UNPACK },
  { bytes: '526172211a07', finding: 'is a RAR archive, which is not read', remedy: UNPACK },
  { bytes: '7573746172', at: 257, finding: 'is a tar archive, which is not read', remedy: UNPACK },
  {
    bytes: '53514c69746520666f726d6174203300',
    finding: 'is an SQLite database, not a table',
    remedy: EXPORT_AGAIN,
  },
  { bytes: '4f626a01', finding: 'is an Avro file, which is not read', remedy: 'export it as Parquet or CSV' },
  { bytes: '4f5243', finding: 'is an ORC file, which is not read', remedy: 'export it as Parquet or CSV' },
  {
    bytes: '4152524f5731',
    finding: 'is an Arrow file, which is not read',
    remedy: 'export it as Parquet or CSV',
  },
  { bytes: '7b5c727466', finding: 'is a rich-text document, not a table', remedy: EXPORT_AGAIN },
  { bytes: '7f454c46', finding: 'is a program, not a table', remedy: EXPORT_AGAIN },
]

/** What a file is by its first bytes, whatever its name says. */
export function detectFileKind(head: Buffer): FileKind {
  const starts = (bytes: string, at = 0) => head.subarray(at, at + bytes.length / 2).toString('hex') === bytes
  if (starts('1f8b')) return { kind: 'gzip' }
  if (starts('504b0304') || starts('504b0506') || starts('504b0708')) return { kind: 'zip' }
  if (starts('50415231')) return { kind: 'parquet' }
  if (starts('d0cf11e0a1b11ae1')) return describeOle2(head)
  const magic = MAGICS.find(({ bytes, at }) => starts(bytes, at))
  if (magic && !isLikelyText(head, magic)) {
    return { kind: 'refused', finding: magic.finding, remedy: magic.remedy }
  }
  return { kind: 'text' }
}

function describeOle2(head: Buffer): FileKind {
  const encrypted = head.includes(Buffer.from('EncryptedPackage', 'utf16le'))
  return {
    kind: 'refused',
    finding: encrypted
      ? 'is an Excel workbook locked with a password'
      : 'is a workbook or document of old Excel (.xls)',
    remedy: encrypted ? 'remove the password in Excel, save it as XLSX and import that' : SAVE_AS,
  }
}

/** Short signatures such as `ORC` or `BZh` may also begin a header line. */
function isLikelyText(head: Buffer, magic: Magic): boolean {
  if (magic.bytes.length > 6 || magic.bytes === 'ffd8ff') return false
  return head.subarray(0, 512).every((byte) => byte === 9 || byte === 10 || byte === 13 || byte >= 32)
}
