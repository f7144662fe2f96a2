// Enter inside a list begins its next item; on an empty item it ends the list. The text is changed as if it were typed, so that
// undoing works.
const item = /^(\s*)(?:([-*+]) (\[[ xX]\] )?|(\d{1,9})([.)]) |((?:> ?)+))/

/** Whether the key was used up. */
export function goOn(area: HTMLTextAreaElement): boolean {
  const { selectionStart: at, selectionEnd: end, value } = area
  if (at !== end) return false
  const begin = value.lastIndexOf('\n', at - 1) + 1
  const line = value.slice(begin, at)
  const match = item.exec(line)
  if (!match) return false
  const [head, indent = '', bullet, task, number, dot, quote] = match
  if (line.length === head.length) {
    // Nothing was written behind the mark: the list is over.
    area.setSelectionRange(begin, at)
    return type(area, '')
  }
  const next = bullet ? `${bullet} ${task ? '[ ] ' : ''}` : number ? `${Number(number) + 1}${dot} ` : (quote ?? '')
  return type(area, `\n${indent}${next}`)
}

/** The one way that keeps the browser's own undo. */
function type(area: HTMLTextAreaElement, text: string): boolean {
  const done = text ? document.execCommand('insertText', false, text) : document.execCommand('delete')
  if (!done) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end')
    area.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  return true
}
