// Follows the log of a channel. Frames of the stream say from which change they tell; where one is missing, after a lost connection, a
// sleep or a restart, the page asks for everything since the last change that it saw. So nothing is missed, whatever was lost on the way.
import { onLive } from '../../../Kernel/Ui/Live/live'
import { ask, type Doc } from './documents'
import type { MessageList } from './messages'

type Frame = { channel: number; from: number; change: number; messages: Doc[] }
type Changes = { items: Doc[]; change: number; more: boolean }

export class ChannelLog {
  private change: number
  private asking = false
  private again = false
  private readonly stops: (() => void)[] = []

  constructor(private readonly host: HTMLElement, private readonly list: MessageList) {
    this.change = Number(host.dataset.change)
    this.stops.push(
      onLive('chat', data => this.hear(data)),
      onLive('chat-news', data => {
        const news = data ? (JSON.parse(data) as { channel: number; change: number }) : null
        if (!news || (this.isOurs(news.channel) && news.change > this.change)) void this.catchUp()
      }),
      onLive('chat-closed', data => {
        if (data && this.isOurs((JSON.parse(data) as { channel: number }).channel)) location.replace(host.dataset.home!)
      }),
    )
    for (const event of ['online', 'pageshow'])
      addEventListener(event, this.wake)
    document.addEventListener('visibilitychange', this.wake)
    this.stops.push(() => {
      for (const event of ['online', 'pageshow']) removeEventListener(event, this.wake)
      document.removeEventListener('visibilitychange', this.wake)
    })
  }

  stop() {
    for (const stop of this.stops.splice(0)) stop()
  }

  async catchUp(): Promise<void> {
    if (this.asking) {
      this.again = true
      return
    }
    this.asking = true
    do {
      this.again = false
      const answer = await ask(`${this.host.dataset.api}/channels/${this.host.dataset.channel}/changes?after=${this.change}`)
      if (answer?.status === 404 || answer?.status === 401) location.replace(this.host.dataset.home!)
      if (!answer?.ok) break
      const changes = (await answer.json()) as Changes
      this.take(changes.items, changes.change)
      this.again ||= changes.more
    } while (this.again)
    this.asking = false
  }

  private readonly wake = () => {
    if (document.visibilityState === 'visible') void this.catchUp()
  }

  private hear(data: string) {
    if (!data) return void this.catchUp()
    const frame = JSON.parse(data) as Frame
    if (!this.isOurs(frame.channel)) return
    if (frame.from > this.change) return void this.catchUp()
    this.take(frame.messages, frame.change)
  }

  private take(messages: Doc[], change: number) {
    this.list.show(messages)
    this.change = Math.max(this.change, change)
    for (const { id, cardsDiffer } of messages) if (cardsDiffer) void this.ask(id)
  }

  /** What a message leads to may be for some of those who read it alone. */
  private async ask(id: number) {
    const answer = await ask(`${this.host.dataset.api}/messages/${id}`)
    if (answer?.ok) this.list.show([((await answer.json()) as { message: Doc }).message])
  }

  private isOurs(channel: number) {
    return String(channel) === this.host.dataset.channel
  }
}
