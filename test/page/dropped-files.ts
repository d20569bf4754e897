/** In the browser: the files as a person drags them in. */
export const DROPPED_FILES = `(files) => {
  const dragged = new DataTransfer()
  for (const { name, base64 } of files) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    dragged.items.add(new File([bytes], name))
  }
  return dragged
}`
