// <chat-list>: keeps the numbers of unread messages right while the list of channels is open.
import { onLive } from '../../../Kernel/Ui/Live/live'
import { ask } from './documents'

type Channels = { items: { id: number; unread: number | null; url: string; archived: boolean }[] }

class ChatList extends HTMLElement {
  private readonly stops: (() => void)[] = []
  private timer = 0

  connectedCallback() {
    for (const name of ['chat-news', 'chat-read', 'chat-closed']) this.stops.push(onLive(name, () => this.soon()))
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
    const { items } = (await answer.json()) as Channels
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
}

customElements.define('chat-list', ChatList)
