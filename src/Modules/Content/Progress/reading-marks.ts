// Marks in the contents what a visitor has read in this browser. A member's marks come with the page.
import { placeOf } from './places'

class ReadingMarks extends HTMLElement {
  connectedCallback() {
    const read = this.dataset['read']
    if (!read) return
    for (const line of this.querySelectorAll<HTMLElement>('[data-article]')) {
      const place = placeOf(this.dataset['community'] ?? '', line.dataset['article'] ?? '')
      if (place <= 0) continue
      const mark = document.createElement('span')
      mark.textContent = place === 1 ? read : `${Math.round(place * 100)} %`
      mark.className = place === 1 ? 'lecture-read' : ''
      line.classList.toggle('is-read', place === 1)
      line.querySelector('.lecture-marks')?.prepend(mark)
    }
  }
}

customElements.define('reading-marks', ReadingMarks)
