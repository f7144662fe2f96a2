// What a key means where a message is written: Enter sends, Shift+Enter begins a line, and whatever an input method takes Enter for stays
// its own.

/** Whether an input method has the key. */
export function isComposing(event: KeyboardEvent): boolean {
  // 229 is what browsers say meanwhile.
  return event.isComposing || event.keyCode === 229
}

/** Not where Enter means something else: choosing a name, a line of code, a phone's keyboard. */
export function sends(event: KeyboardEvent, area: HTMLTextAreaElement): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.altKey || isComposing(event)) return false
  const fences = area.value.slice(0, area.selectionStart).split(/^ {0,3}(?:```|~~~)/m).length - 1
  return !isChoosing(area) && fences % 2 === 0 && !matchMedia('(pointer: coarse)').matches
}

/** Whether names or signs are offered at the caret. */
export function isChoosing(area: HTMLTextAreaElement): boolean {
  return area.closest('text-expander')?.querySelector('.composer-people') != null
}
