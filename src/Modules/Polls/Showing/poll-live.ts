// <poll-live>: while somebody looks at a poll, its results follow the votes. They are read from the poll's own page, which knows what this
// viewer may see; the event only says that something changed.
import { onLive } from '../../../Kernel/Ui/Live/live'

const pause = 2000

class PollLive extends HTMLElement {
  private readonly stops: (() => void)[] = []
  private timer = 0

  connectedCallback() {
    for (const name of ['polls.poll_voted', 'polls.poll_closed']) this.stops.push(onLive(name, data => this.hear(data)))
  }

  disconnectedCallback() {
    for (const stop of this.stops.splice(0)) stop()
    clearTimeout(this.timer)
  }

  private hear(data: string) {
    if (data) {
      const heard = JSON.parse(data) as { data?: { poll?: { id: number } }; poll?: { id: number } }
      if (String((heard.data ?? heard).poll?.id) !== this.dataset.poll) return
    }
    // A hundred votes in a second are one look at the page.
    if (!this.timer) this.timer = window.setTimeout(() => void this.read(), pause * Math.random())
  }

  private async read() {
    const answer = await fetch(this.dataset.src!, { headers: { accept: 'text/html' } }).catch(() => null)
    this.timer = 0
    if (!answer?.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const [now, then] = [this.querySelector('.poll-results'), page.querySelector(`#poll-${this.dataset.poll!}-results`)]
    if (!now || !then || now.innerHTML === then.innerHTML) return
    if (now.querySelector('details')?.open) then.querySelector('details')?.setAttribute('open', '')
    now.replaceWith(document.importNode(then, true))
  }
}

customElements.define('poll-live', PollLive)
