// <live-bell>: keeps the number of unread notifications right while the page is open.
import { onLive } from '../Live/live'

class LiveBell extends HTMLElement {
  private stop?: () => void

  connectedCallback() {
    this.stop = onLive('notifications', () => void this.ask())
    // Another tab may have read something while this one slept.
    document.addEventListener('visibilitychange', this.wake)
  }

  disconnectedCallback() {
    this.stop?.()
    document.removeEventListener('visibilitychange', this.wake)
  }

  private readonly wake = () => {
    if (document.visibilityState === 'visible') void this.ask()
  }

  private async ask() {
    const answer = await fetch('/api/me/notifications/count').catch(() => null)
    if (!answer?.ok) return
    const { unread } = (await answer.json()) as { unread: number }
    const before = Number(this.dataset.count)
    if (unread === before) return
    this.dataset.count = String(unread)
    const badge = this.querySelector<HTMLElement>('.bell-count')
    if (badge) {
      badge.hidden = unread === 0
      badge.textContent = unread >= 100 ? '99+' : String(unread)
    }
    const status = this.querySelector('[role=status]')
    if (status && unread > before) status.textContent = unread === 1 ? this.dataset.one! : this.dataset.many!.replace('{0}', String(unread))
  }
}

customElements.define('live-bell', LiveBell)
