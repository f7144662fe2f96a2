// Copies of what is being written, kept by the browser until the server says that the text is saved. A form that is sent carries a
// token, and its copies remember it; an answer that leads on says with a cookie of that name that what was sent is saved, and whichever
// page follows forgets those copies (SavedForms on the server). Where no such answer came, because the line dropped, the server went
// down or the session was over, the copies stay and are offered again. An answer that leads nowhere shows what was sent: there the form
// itself is the text.
type Marked = { at: number; sent?: string }

const field = '_copy'
const names = /^(draft |unsaved:)/
const most = 4
const keptFor = 30 * 24 * 3600 * 1000

// Tokens of what this very page shows.
const shown = new Set<string>()
const watched = new Map<HTMLFormElement, Set<{ send: (token: string) => void }>>()

export class Copies<T extends object> {
  /** Whether nothing would be lost with the page: it is on its way, or saved. */
  safe = false

  /** Texts from before, newest first, of which the writer has not said yet what becomes of them. */
  before: (T & Marked)[] = []
  private current: (T & Marked) | null = null

  /**
   * @param take What stands in the form now; null where there is nothing worth keeping.
   * @param stands Whether the form holds this text as it is.
   * @param sending What to do before the form is sent.
   */
  constructor(
    private readonly store: Storage, private readonly key: string, private readonly form: HTMLFormElement | null,
    private readonly take: () => T | null, stands: (copy: T) => boolean, private readonly sending: () => void = () => undefined,
  ) {
    let isShown = false
    for (const copy of read<T>(store, key)) {
      if (copy.sent && shown.has(copy.sent)) isShown = true
      else if (!stands(copy)) this.before.push(copy)
      else this.current ??= copy
    }
    if (isShown) this.keep()
    if (!form) return
    watched.set(form, (watched.get(form) ?? new Set()).add(this))
    form.addEventListener('saved', this.forget)
    addEventListener('pageshow', this.returned)
  }

  stop() {
    if (this.form) watched.get(this.form)?.delete(this)
    this.form?.removeEventListener('saved', this.forget)
    removeEventListener('pageshow', this.returned)
  }

  /** Keeps what stands in the form, beside what is still offered. */
  keep() {
    this.safe = false
    const text = this.take()
    this.current = text && { ...text, at: Date.now() }
    this.write()
  }

  /** The writer does not want this one. */
  drop(copy: T) {
    this.before = this.before.filter(other => other !== copy)
    this.write()
  }

  /** The writer goes on with this one; what was typed meanwhile is offered in its place. */
  exchange(copy: T) {
    this.before = this.before.filter(other => other !== copy)
    if (this.current) this.before.unshift(this.current)
    this.current = null
    this.write()
  }

  send(token: string) {
    this.sending()
    // What was typed before this script came was not seen.
    const text = this.take()
    this.current = text && { ...text, at: Date.now(), sent: token }
    this.safe = true
    this.write()
  }

  /** A script that sends the form by itself says so with the event "saved". */
  private readonly forget = () => {
    this.sending()
    this.safe = true
    this.current = null
    this.write()
  }

  // From the back-forward cache a page comes as it was left.
  private readonly returned = (event: PageTransitionEvent) => {
    if (event.persisted) this.safe = false
  }

  private write() {
    write(this.store, this.key, this.current ? [this.current, ...this.before] : this.before)
  }
}

function read<T>(store: Storage, key: string): (T & Marked)[] {
  try {
    const kept = JSON.parse(store.getItem(key) ?? '[]') as unknown
    // One alone is what versions before this one kept.
    const all = (Array.isArray(kept) ? kept : [kept]) as (T & Marked)[]
    return all.filter(copy => Date.now() - copy.at < keptFor)
  } catch {
    return []
  }
}

function write(store: Storage, key: string, copies: Marked[]) {
  try {
    if (copies.length === 0) store.removeItem(key)
    else store.setItem(key, JSON.stringify(copies.slice(0, most)))
  } catch {
    // No room, or none allowed: whoever leaves is warned.
  }
}

function forgetSaved(tokens: Set<string>) {
  for (const store of [localStorage, sessionStorage]) {
    for (const key of Object.keys(store).filter(name => names.test(name))) {
      const copies = read<object>(store, key)
      const left = copies.filter(copy => !copy.sent || !tokens.has(copy.sent))
      if (left.length < copies.length) write(store, key, left)
    }
  }
}

/** What the answer that led to this page said of forms. */
export function hearAnswer() {
  const saved = new Set<string>()
  for (const [, token, word] of document.cookie.matchAll(/(?:^|; )copy-([0-9a-f]{16})=(saved|shown)/g)) {
    ;(word === 'saved' ? saved : shown).add(token!)
    document.cookie = `copy-${token}=; path=/; max-age=0`
  }
  if (saved.size > 0) forgetSaved(saved)
}

// After all others: a form that a script holds back is not sent.
addEventListener('submit', event => {
  const form = event.target
  const copies = form instanceof HTMLFormElement ? watched.get(form) : null
  if (event.defaultPrevented || !copies?.size) return
  const token = [...crypto.getRandomValues(new Uint8Array(8))].map(byte => byte.toString(16).padStart(2, '0')).join('')
  let input = (form as HTMLFormElement).querySelector<HTMLInputElement>(`input[name=${field}]`)
  if (!input) {
    input = document.createElement('input')
    input.type = 'hidden'
    input.name = field
    ;(form as HTMLFormElement).append(input)
  }
  input.value = token
  for (const copy of copies) copy.send(token)
})
