// <chat-list>: keeps the numbers of unread messages right while the list of channels is open.
import { onLive } from '../../../Kernel/Ui/Live/live'
import { ask, type Doc } from './documents'

type Thread = { id: number; title: string; unread: number; url: string }
type Channels = { items: { id: number; unread: number | null; url: string; archived: boolean }[]; threads: Thread[] }

class ChatList extends HTMLElement {
  private readonly stops: (() => void)[] = []
  private timer = 0

  connectedCallback() {
    for (const name of ['chat-news', 'chat-read', 'chat-closed']) this.stops.push(onLive(name, () => this.soon()))
    // Of the channel that is open only what is said in threads changes a number here.
    this.stops.push(onLive('chat', data => {
      if (!data || (JSON.parse(data) as { messages: Doc[] }).messages.some(message => message.thread !== 0)) this.soon()
    }))
    document.addEventListener('visibilitychange', this.wake)
  }

  disconnectedCallback() {
    for (const stop of this.stops.splice(0)) stop()
    document.removeEventListener('visibilitychange', this.wake)
    clearTimeout(this.timer)
  }

  private readonly wake = () => {
    if (document.visibilityState === 'visible') this.soon()
  }

  /** A burst of messages asks once. */
  private soon() {
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => void this.refresh(), 600)
  }

  private async refresh() {
    const answer = await ask(this.dataset.from!)
    if (!answer?.ok) return
    const { items, threads } = (await answer.json()) as Channels
    this.showThreads(threads.filter(t => String(t.id) !== this.dataset.thread))
    const known = new Set<string>()
    for (const { id, unread } of items) {
      known.add(String(id))
      const line = this.querySelector<HTMLElement>(`[data-channel="${id}"]`)
      const count = line?.querySelector<HTMLElement>('.chat-count')
      if (!line || !count) continue
      const waiting = line.ariaCurrent === 'page' ? 0 : (unread ?? 0)
      line.classList.toggle('chat-unread', waiting > 0)
      count.hidden = waiting === 0
      count.firstChild!.nodeValue = waiting > 99 ? '99+' : String(waiting)
    }
    // Of a channel that is closed to somebody now, not even its name stays.
    for (const line of this.querySelectorAll<HTMLElement>('[data-channel]'))
      if (!known.has(line.dataset.channel!)) line.closest('li')?.remove()
  }

  private showThreads(threads: Thread[]) {
    const group = this.querySelector<HTMLElement>('[data-threads]')
    const line = group?.querySelector('template')?.content.querySelector('a')
    if (!group || !line) return
    group.querySelector('ul')!.replaceChildren(...threads.map(thread => {
      const link = line.cloneNode(true) as HTMLAnchorElement
      link.href = thread.url
      link.dataset.thread = String(thread.id)
      link.querySelector('.chat-name')!.textContent = thread.title
      link.querySelector('.chat-count')!.firstChild!.nodeValue = thread.unread > 99 ? '99+' : String(thread.unread)
      const item = document.createElement('li')
      item.append(link)
      return item
    }))
    group.hidden = threads.length === 0
  }
}

customElements.define('chat-list', ChatList)
