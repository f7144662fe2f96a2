// An article's body: what it holds decides what is loaded. Without this script it is plain, readable HTML.
class RichText extends HTMLElement {
  connectedCallback() {
    if (this.querySelector('pre > code')) void import('./code').then(({ dressCode }) => dressCode(this))
    if (this.querySelector('a.zoom')) void import('./zoom').then(({ zoomPictures }) => zoomPictures(this))
    if (this.querySelector('pre.mermaid')) void import('./diagrams').then(({ drawDiagrams }) => drawDiagrams(this))
  }
}

customElements.define('rich-text', RichText)
