// <chat-channel>: an open channel or thread. Without script it is a page of messages and a form; with it what is said comes by itself, what
// one writes is shown at once and sent until it has arrived, and nothing is asked of the server that the stream has told already.
import { ChannelLog } from './log'
import { MessageList } from './messages'
import { Outbox } from './outbox'
import { Pressing } from './pressing'
import { Reading } from './reading'
import { Signs } from './signs'
import { Writing } from './writing'

class ChatChannel extends HTMLElement {
  private readonly stops: (() => void)[] = []

  connectedCallback() {
    if (this.stops.length > 0) return
    const list = new MessageList(this)
    const log = new ChannelLog(this, list)
    const signs = new Signs(this, () => void log.catchUp())
    const reading = new Reading(this, list)
    const outbox = new Outbox(this, list, () => void log.catchUp())
    this.stops.push(() => log.stop(), () => signs.stop(), () => reading.stop(), () => outbox.stop())
    new Pressing(this, () => void log.catchUp())
    const form = this.querySelector<HTMLFormElement>('form.chat-composer')
    if (form) new Writing(this, form, list, outbox, signs, () => void log.catchUp())
    list.onShown(item => signs.done(Number(item.dataset.author)))
    this.jump()
    // One menu at a time.
    this.addEventListener('toggle', event => {
      const opened = event.target as HTMLDetailsElement
      if (!opened.open) return
      for (const other of this.querySelectorAll<HTMLDetailsElement>('details.msg-menu[open]')) if (other !== opened) other.open = false
    }, true)
    this.dataset.state = 'live'
  }

  disconnectedCallback() {
    for (const stop of this.stops.splice(0)) stop()
  }

  /** A way back down once somebody has scrolled up. */
  private jump() {
    const scroll = this.querySelector<HTMLElement>('.chat-scroll')!
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button plain button-small chat-down'
    button.textContent = this.dataset.jump ?? ''
    button.hidden = true
    button.addEventListener('click', () => {
      if (this.dataset.after) location.href = location.pathname
      else scroll.scrollTo({ top: 0 })
    })
    scroll.addEventListener('scroll', () => (button.hidden = scroll.scrollTop > -400), { passive: true })
    this.querySelector('.chat-notes')?.append(button)
  }
}

customElements.define('chat-channel', ChatChannel)
