// <slug-proposal><input data-name …><input data-slug …>: fills the address from the name until somebody edits the address.
class SlugProposal extends HTMLElement {
  connectedCallback() {
    const name = this.querySelector<HTMLInputElement>('[data-name]')
    const slug = this.querySelector<HTMLInputElement>('[data-slug]')
    if (!name || !slug || slug.value) return
    let edited = false
    slug.addEventListener('input', () => (edited = slug.value !== ''))
    name.addEventListener('input', () => {
      if (!edited) slug.value = slugOf(name.value)
    })
  }
}

// The server has the last word; this is only what most names become.
function slugOf(name: string) {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f']/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
}

customElements.define('slug-proposal', SlugProposal)
