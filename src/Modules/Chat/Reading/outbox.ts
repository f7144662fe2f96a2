// What was written leaves this browser once and for all: each message has a key of its own, is kept here until the server has confirmed it,
// and is sent again under the same key as often as it takes. The server makes one message of them.
import { ask } from './documents'
import type { MessageList, Pending } from './messages'

export type Letter = Omit<Pending, 'files'> & { replyTo: number | null; files: { code: string; name: string }[]; failed?: string }

const longest = 15_000

export class Outbox {
  private readonly store: string
  private letters: Letter[]
  /** Of letters that this tab has or had. */
  private readonly known = new Set<string>()
  private busy = false
  private pause = 1000
  private timer = 0

  /** @param sent Called after the server has confirmed one. */
  constructor(private readonly host: HTMLElement, private readonly list: MessageList, private readonly sent: () => void) {
    this.store = `chat-outbox ${host.dataset.me} ${host.dataset.api} ${host.dataset.channel} ${host.dataset.thread}`
    this.letters = this.read()
    for (const letter of this.letters) {
      this.known.add(letter.key)
      this.draw(letter)
    }
    addEventListener('online', this.hurry)
    void this.flush()
  }

  stop() {
    removeEventListener('online', this.hurry)
    clearTimeout(this.timer)
  }

  send(letter: Letter) {
    this.letters.push(letter)
    this.known.add(letter.key)
    this.write()
    this.draw(letter)
    void this.flush()
  }

  private readonly hurry = () => {
    this.pause = 1000
    void this.flush()
  }

  /** One after the other, so that they arrive in the order in which they were written. */
  private async flush() {
    if (this.busy) return
    this.busy = true
    clearTimeout(this.timer)
    for (let next = this.next(); next; next = this.next()) {
      const answer = await ask(`${this.host.dataset.api}/channels/${this.host.dataset.channel}/messages`, 'POST', {
        body: next.body, key: next.key, replyTo: next.replyTo, thread: Number(this.host.dataset.thread) || null,
          files: next.files.map(f => f.code),
      })
      if (answer?.ok) {
        this.pause = 1000
        this.forget(next)
        this.tellLine(true)
        // A bot's command became no message: what shows its answer hears of it.
        if (answer.status === 202) {
          this.list.drop(next.key)
          dispatchEvent(new Event('guildhall-command'))
        }
        this.sent()
      } else if (!answer || answer.status >= 500 || answer.status === 429 || answer.status === 408) {
        this.tellLine(answer !== null)
        const asked = Number(answer?.headers.get('retry-after')) * 1000
        this.timer = window.setTimeout(() => void this.flush(), asked > 0 ? asked : this.pause)
        this.pause = Math.min(this.pause * 2, longest)
        break
      } else {
        const problem = (await answer.json().catch(() => null)) as { detail?: string; title?: string } | null
        next.failed = problem?.detail ?? problem?.title ?? this.host.dataset.failed ?? ''
        this.write()
        this.draw(next)
      }
    }
    this.busy = false
  }

  private next() {
    return this.letters.find(l => l.failed === undefined)
  }

  private draw(letter: Letter) {
    const item = this.list.showPending(letter, letter.failed ?? this.host.dataset.sending ?? '')
    item.classList.toggle('msg-failed', letter.failed !== undefined)
    if (letter.failed === undefined) return
    item.querySelector('.msg-state')!.append(
      ' ', this.button(this.host.dataset.retry, () => {
        delete letter.failed
        this.write()
        this.draw(letter)
        void this.flush()
      }),
      ' ', this.button(this.host.dataset.drop, () => {
        this.forget(letter)
        this.list.drop(letter.key)
      }),
    )
  }

  private button(text: string | undefined, press: () => void) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button plain button-small'
    button.textContent = text ?? ''
    button.addEventListener('click', press)
    return button
  }

  private tellLine(works: boolean) {
    const note = this.host.querySelector('[data-typing]')
    if (!note) return
    if (!works) note.textContent = this.host.dataset.offline ?? ''
    else if (note.textContent === this.host.dataset.offline) note.textContent = ''
  }

  private forget(letter: Letter) {
    this.letters = this.letters.filter(l => l.key !== letter.key)
    this.write()
  }

  private read(): Letter[] {
    try {
      return JSON.parse(localStorage.getItem(this.store) ?? '[]') as Letter[]
    } catch {
      return []
    }
  }

  private write() {
    try {
      // Another tab may have letters of its own.
      const others = this.read().filter(o => !this.known.has(o.key))
      const all = [...others, ...this.letters]
      if (all.length > 0) localStorage.setItem(this.store, JSON.stringify(all))
      else localStorage.removeItem(this.store)
    } catch {
      // No room, or none allowed: the page itself still keeps them while it is open.
    }
  }
}
