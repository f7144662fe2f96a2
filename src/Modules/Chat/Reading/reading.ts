// How far somebody has read, and what they scroll to: older and newer pages come as one gets there.
import { ask, type Doc } from './documents'
import type { MessageList } from './messages'

type Page = { items: Doc[]; before: number | null; after: number | null }

export class Reading {
  private read: number
  private readonly seen: IntersectionObserver
  private readonly ends: IntersectionObserver
  private timer = 0
  private loading = false

  constructor(private readonly host: HTMLElement, private readonly list: MessageList) {
    this.read = Number(host.dataset.read || 0)
    const scroll = host.querySelector<HTMLElement>('.chat-scroll')!
    this.seen = new IntersectionObserver(entries => {
      for (const entry of entries) if (entry.isIntersecting) this.see(Number((entry.target as HTMLElement).dataset.number ?? 0))
    }, { root: scroll, threshold: 0.2 })
    this.ends = new IntersectionObserver(entries => {
      for (const entry of entries) if (entry.isIntersecting) void this.load(entry.target.classList.contains('chat-earlier'))
    }, { root: scroll, rootMargin: '400px 0px' })
    list.onShown(item => {
      if (item.dataset.number) this.seen.observe(item)
    })
    for (const end of host.querySelectorAll('.chat-earlier, .chat-later')) this.ends.observe(end)
    document.addEventListener('visibilitychange', this.keep)
    // Somebody who was never here begins with what is there.
    if (host.dataset.read === undefined && Number(host.dataset.last) === 0) void this.send(0)
  }

  stop() {
    this.seen.disconnect()
    this.ends.disconnect()
    clearTimeout(this.timer)
    document.removeEventListener('visibilitychange', this.keep)
  }

  private see(number: number) {
    if (number <= this.read) return
    this.read = number
    this.keep()
  }

  private readonly keep = () => {
    if (document.visibilityState !== 'visible' || this.read === Number(this.host.dataset.read ?? -1)) return
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => void this.send(this.read), 700)
  }

  private async send(number: number) {
    const answer = await ask(`${this.host.dataset.api}/channels/${this.host.dataset.channel}/read`, 'PUT',
      { number, thread: Number(this.host.dataset.thread) || null })
    if (!answer?.ok) return
    this.host.dataset.read = String(number)
    if (number >= this.list.last && this.list.isAtEnd) this.host.querySelector('.chat-mark')?.setAttribute('hidden', '')
  }

  private async load(older: boolean) {
    const from = older ? this.host.dataset.before : this.host.dataset.after
    if (!from || this.loading) return
    this.loading = true
    const query = new URLSearchParams({ [older ? 'before' : 'after']: from, thread: this.host.dataset.thread ?? '0' })
    const answer = await ask(`${this.host.dataset.api}/channels/${this.host.dataset.channel}/messages?${query}`)
    if (answer?.ok) {
      const page = (await answer.json()) as Page
      // The page takes its place at once, so that what comes belongs to it.
      const next = older ? page.before : page.after
      this.host.dataset[older ? 'before' : 'after'] = ''
      this.list.show(page.items)
      if (next !== null) this.host.dataset[older ? 'before' : 'after'] = String(next)
      const end = this.host.querySelector<HTMLElement>(older ? '.chat-earlier' : '.chat-later')
      if (end && next === null) (older ? end : end.parentElement!).remove()
      // It is looked at anew: what came may have been too little to push it out of sight.
      else if (end) this.ends.unobserve(end), this.ends.observe(end)
    }
    this.loading = false
  }
}
