// What was written leaves this browser once and for all: each message has a key of its own, is kept here until the server has confirmed it,
// and is sent again under the same key as often as it takes. The server makes one message of them.
import { ask, fill, problemOf } from './documents'
import type { MessageList, Pending } from './messages'

export type Letter = Omit<Pending, 'files'> & { replyTo: number | null; files: { code: string; name: string }[]; failed?: string }

type Work = 'retry' | 'edit' | 'drop'

const longest = 15_000
// More than this the browser does not count.
const longestTimer = 2 ** 31 - 1

export class Outbox {
  private readonly store: string
  private letters: Letter[]
  /** Of letters that this tab has or had. */
  private readonly known = new Set<string>()
  private busy = false
  private pause = 1000
  private timer = 0
  /** Why the first one waits, in the reader's words; empty while nothing is known against it. */
  private halt = ''
  private takeBack: ((letter: Letter) => void) | null = null

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

  /** What is called with a letter that somebody wants to change before it is sent. */
  onTakeBack(take: (letter: Letter) => void) {
    this.takeBack = take
    for (const letter of this.letters) this.draw(letter)
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
        this.stopFor('')
        // A bot's command became no message: what shows its answer hears of it.
        if (answer.status === 202) {
          this.list.drop(next.key)
          dispatchEvent(new Event('guildhall-command'))
        }
        this.sent()
      } else if (!answer || answer.status >= 500 || answer.status === 429 || answer.status === 408) {
        this.tellLine(answer !== null)
        const wait = Number(answer?.headers.get('retry-after')) * 1000 || this.pause
        this.timer = window.setTimeout(() => void this.flush(), Math.min(wait, longestTimer))
        this.stopFor(await this.reason(answer, wait))
        this.pause = Math.min(this.pause * 2, longest)
        break
      } else {
        next.failed = (await problemOf(answer)) ?? this.host.dataset.failed ?? ''
        this.write()
        this.draw(next)
        this.stopFor('')
      }
    }
    this.busy = false
  }

  /** Why it is not sent now, and when it goes on; without a connection the line below says so. */
  private async reason(answer: Response | null, wait: number) {
    if (!answer) return ''
    if (answer.status !== 429) return this.host.dataset.later ?? ''
    const when = new Date(Date.now() + wait)
    const isSoon = wait < 20 * 3600_000
    const clock = new Intl.DateTimeFormat(this.host.dataset.lang, {
      timeZone: this.host.dataset.zone, timeStyle: wait < 120_000 ? 'medium' : 'short', ...(isSoon ? {} : { dateStyle: 'medium' }),
    })
    return [await problemOf(answer), fill(this.host.dataset.resumes, clock.format(when))].filter(Boolean).join(' ')
  }

  /** The first one says why it waits, those behind it that they wait for it. */
  private stopFor(why: string) {
    if (why === this.halt && why === '') return
    this.halt = why
    for (const letter of this.letters) if (letter.failed === undefined) this.draw(letter)
  }

  private next() {
    return this.letters.find(l => l.failed === undefined)
  }

  private draw(letter: Letter) {
    const { sending, behind } = this.host.dataset
    const isFirst = letter === this.next()
    const waits = this.halt !== '' && letter.failed === undefined
    const item = this.list.showPending(letter, letter.failed ?? (!waits ? sending ?? '' : isFirst ? this.halt : behind ?? ''))
    item.classList.toggle('msg-failed', letter.failed !== undefined)
    item.classList.toggle('msg-waits', waits)
    const works: Work[] = letter.failed !== undefined ? ['retry', 'edit', 'drop'] : waits ? ['edit', 'drop'] : []
    const state = item.querySelector('.msg-state')!
    if (works.length > 0) state.role = 'status'
    for (const work of works) if (work !== 'edit' || this.takeBack) state.append(' ', this.tool(letter, work))
  }

  private tool(letter: Letter, work: Work) {
    return this.button(this.host.dataset[work], () => {
      if (work === 'retry') {
        delete letter.failed
        this.write()
        this.draw(letter)
      } else {
        this.forget(letter)
        this.list.drop(letter.key)
        if (work === 'edit') this.takeBack?.(letter)
        // What was behind it is the next now.
        this.stopFor('')
      }
      void this.flush()
    })
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
