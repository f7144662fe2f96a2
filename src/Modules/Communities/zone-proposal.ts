// <zone-proposal data-untouched><input name="timeZone" …>: proposes the browser's time zone, as long as the reader has not chosen one.
class ZoneProposal extends HTMLElement {
  connectedCallback() {
    if (!this.hasAttribute('data-untouched')) return
    const input = this.querySelector('input')
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (!input || input.value !== input.defaultValue || !zone.includes('/')) return
    input.value = zone
  }
}

customElements.define('zone-proposal', ZoneProposal)
