const WEB_PAGE = /^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|script)\b/i
const XML = /^\s*<(?:\?xml|[a-z][\w:.-]*[\s>])/i

/** Says what text is that starts like a web page or XML, or `null` for other text. */
export function describeMarkup(text: string): { finding: string; remedy: string } | null {
  if (WEB_PAGE.test(text)) {
    return {
      finding: 'is a web page (HTML), perhaps a sign-in page or a table saved from a browser, not an export',
      remedy: 'download the report again while signed in, as CSV or XLSX',
    }
  }
  if (XML.test(text) && !/^[^\n]*[,;\t|]/.test(text.replace(/^\s*<\?xml[^>]*>/, ''))) {
    return { finding: 'is an XML document, not a table', remedy: 'export the report as CSV or XLSX' }
  }
  if (/^\s*<\?xml/i.test(text)) {
    return { finding: 'is an XML document, not a table', remedy: 'export the report as CSV or XLSX' }
  }
  return null
}
