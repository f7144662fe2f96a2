// <topic-live>: while a topic is open, tells of new replies without moving what is being read, and remembers how far somebody has read.
import { onLive } from '../../../Kernel/Ui/Live/live'

type Heard = { data?: Event } & Event
type Event = { topic?: { id: number }; reply?: { number: number | null; by: number; path: string } }

class TopicLive extends HTMLElement {
  private stop?: () => void
  private watcher?: IntersectionObserver
  private first = ''
  private count = 0
  private read = -1
  private timer = 0

  connectedCallback() {
    this.stop = onLive('discussions.reply_posted', data => this.hear(data))
    this.watcher = new IntersectionObserver(seen => {
      const last = Math.max(...seen.filter(s => s.isIntersecting).map(s => Number((s.target as HTMLElement).dataset.number)))
      if (last > this.read) this.remember(last)
    }, { threshold: 0.1 })
    // By votes the numbers are not in their order: then all are read once the last of the page is.
    const posts = [...document.querySelectorAll<HTMLElement>('.post[data-number]')]
    const numbers = posts.map(p => Number(p.dataset.number))
    const inOrder = numbers.every((n, i) => i === 0 || n > numbers[i - 1]!)
    if (inOrder) for (const post of posts) this.watcher.observe(post)
    else if (Number(this.dataset.shown) > 0) this.remember(Number(this.dataset.shown))
  }

  disconnectedCallback() {
    this.stop?.()
    this.watcher?.disconnect()
    clearTimeout(this.timer)
  }

  private remember(number: number) {
    this.read = number
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => {
      void fetch(this.dataset.read!, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ number: this.read }),
      }).catch(() => null)
    }, 1200)
  }

  private hear(data: string) {
    if (!data) return
    const heard = JSON.parse(data) as Heard
    const { topic, reply } = heard.data ?? heard
    if (String(topic?.id) !== this.dataset.topic || !reply || String(reply.by) === this.dataset.mine) return
    if (this.dataset.ignored?.split(' ').includes(String(reply.by))) return
    if (reply.number === null || reply.number <= Number(this.dataset.last)) return
    this.count++
    this.first ||= reply.path
    const link = document.createElement('a')
    link.className = 'button primary topic-live'
    link.href = this.first
    link.textContent = this.count === 1 ? (this.dataset.one ?? '') : (this.dataset.many ?? '').replace('%', String(this.count))
    this.setAttribute('role', 'status')
    this.replaceChildren(link)
  }
}

customElements.define('topic-live', TopicLive)
