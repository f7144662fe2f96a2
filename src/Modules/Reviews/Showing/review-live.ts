// <review-live>: while a review is open, tells of what others have done in it without moving what is being read.
import { onLive } from '../../../Kernel/Ui/Live/live'

type Heard = { data?: News } & News
type News = { review?: { id: number }; by?: number | null; comment?: number | null }

class ReviewLive extends HTMLElement {
  private stops: (() => void)[] = []

  connectedCallback() {
    this.stops = ['review_commented', 'review_thread_changed', 'review_round_posted', 'review_verdict_given']
      .map(name => onLive(`reviews.${name}`, data => this.hear(data)))
  }

  disconnectedCallback() {
    for (const stop of this.stops) stop()
  }

  private hear(data: string) {
    if (!data) return
    const heard = JSON.parse(data) as Heard
    const { review, by, comment } = heard.data ?? heard
    if (String(review?.id) !== this.dataset.review || String(by) === this.dataset.mine) return
    const link = document.createElement('a')
    link.className = 'button primary topic-live'
    // Another address than the one that is open: a fragment alone would not read the page anew.
    link.href = `${this.dataset.path ?? ''}?seen=${String(Date.now())}${comment ? `#comment-${String(comment)}` : ''}`
    link.textContent = this.dataset.news ?? ''
    this.setAttribute('role', 'status')
    this.replaceChildren(link)
  }
}

customElements.define('review-live', ReviewLive)
