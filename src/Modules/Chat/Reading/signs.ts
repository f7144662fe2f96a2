// Who is here and who is typing: said by the page while it is open, and forgotten by itself.
import { onLive } from '../../../Kernel/Ui/Live/live'
import { ask, fill } from './documents'

const beat = 30_000
const typingEvery = 3000
const typingFor = 6000
// Seconds; what ends later finds the page loaded anew.
const longestWait = 14 * 86_400

export class Signs {
  private readonly stops: (() => void)[] = []
  private readonly typing = new Map<number, { name: string; until: number }>()
  private readonly timer: number
  private said = 0

  /** @param here Called once the server knows that this page is open. */
  constructor(private readonly host: HTMLElement, here: () => void) {
    this.stops.push(
      onLive('chat-typing', data => this.hearTyping(data)),
      onLive('chat-presence', data => this.hearPresence(data)),
      // After a gap another node may not know of this page.
      onLive('chat-muted', data => {
        if (data && (JSON.parse(data) as { channel: number }).channel === Number(host.dataset.channel)) location.reload()
      }),
    )
    if (host.dataset.muted) this.comeBack(Number(host.dataset.muted))
    void this.say('here').then(here)
    this.timer = window.setInterval(() => void this.say('here'), beat)
    addEventListener('pagehide', this.leave)
    addEventListener('online', this.again)
  }

  stop() {
    clearInterval(this.timer)
    removeEventListener('pagehide', this.leave)
    removeEventListener('online', this.again)
    for (const stop of this.stops.splice(0)) stop()
    this.leave()
  }

  /** A mute ends by itself: the server says in how many seconds. */
  private comeBack(seconds: number) {
    if (seconds > longestWait) return
    const timer = setTimeout(() => location.reload(), seconds * 1000 + 500)
    this.stops.push(() => clearTimeout(timer))
  }

  type() {
    if (Date.now() - this.said < typingEvery) return
    this.said = Date.now()
    void this.say('typing')
  }

  private readonly again = () => void this.say('here')

  private readonly leave = () => {
    void fetch(this.path,
      { method: 'PUT', keepalive: true, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ state: 'away' }) })
      .catch(() => null)
  }

  private get path() {
    return `${this.host.dataset.api}/channels/${this.host.dataset.channel}/presence`
  }

  private async say(state: string) {
    await ask(this.path, 'PUT', { state, thread: Number(this.host.dataset.thread) || null })
  }

  private hearPresence(data: string) {
    if (!data) return void this.say('here')
    const { channel, count, here } = JSON.parse(data) as { channel: number; count: number; here: { id: number; name: string }[] }
    const place = this.host.closest('.chat')?.querySelector<HTMLElement>('[data-here]')
    if (String(channel) !== this.host.dataset.channel || !place) return
    place.textContent = count > 1 ? fill(this.host.dataset.hereCount, count) : ''
    place.title = here.map(h => h.name).join(', ')
  }

  private hearTyping(data: string) {
    if (!data) return
    const { channel, thread, member, name } = JSON.parse(data) as { channel: number; thread: number; member: number; name: string }
    if (String(channel) !== this.host.dataset.channel || String(thread) !== this.host.dataset.thread) return
    this.typing.set(member, { name, until: Date.now() + typingFor })
    this.drawTyping()
    setTimeout(() => this.drawTyping(), typingFor + 50)
  }

  /** They have said it: they type no more. */
  done(member: number) {
    if (this.typing.delete(member)) this.drawTyping()
  }

  private drawTyping() {
    for (const [id, { until }] of this.typing) if (until < Date.now()) this.typing.delete(id)
    const names = [...this.typing.values()].map(t => t.name)
    const place = this.host.querySelector('[data-typing]')
    if (!place || place.textContent === this.host.dataset.offline) return
    place.textContent = names.length === 0 ? '' : names.length <= 2 ? fill(this.host.dataset.typingOne, names.join(', '))
      : this.host.dataset.typingMany!
  }
}
