// <file-drop data-sending="…" data-failed="…"><form>…<input type="file">…</form></file-drop>: files can be dropped on the form, and
// sending one shows how far it is. Without script the form is sent like any other.
class FileDrop extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector('form')
    const input = this.querySelector<HTMLInputElement>('input[type="file"]')
    if (!form || !input) return
    this.addEventListener('dragover', event => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      this.setAttribute('data-over', '')
    })
    this.addEventListener('dragleave', () => this.removeAttribute('data-over'))
    this.addEventListener('drop', event => {
      this.removeAttribute('data-over')
      if (!event.dataTransfer?.files.length) return
      event.preventDefault()
      input.files = event.dataTransfer.files
    })
    form.addEventListener('submit', event => {
      if (event.defaultPrevented || !input.files?.length) return
      event.preventDefault()
      this.send(form, event.submitter)
    })
  }

  private send(form: HTMLFormElement, submitter: HTMLElement | null) {
    const progress = document.createElement('progress')
    progress.max = 1
    progress.setAttribute('aria-label', this.dataset.sending ?? '')
    this.querySelector('.file-drop-said')?.remove()
    form.append(progress)
    submitter?.setAttribute('disabled', '')
    const request = new XMLHttpRequest()
    request.open('POST', form.action)
    request.responseType = 'document'
    request.upload.addEventListener('progress', event => {
      if (event.lengthComputable) progress.value = event.loaded / event.total
    })
    const end = (said: string) => {
      progress.remove()
      submitter?.removeAttribute('disabled')
      const line = document.createElement('p')
      line.className = 'file-drop-said field-error'
      line.setAttribute('role', 'alert')
      line.textContent = said
      form.append(line)
    }
    request.addEventListener('load', () => {
      // Accepted: the server led on to the page of what was made.
      if (request.status < 300 && request.responseURL !== form.action) {
        // What keeps copies of the form's texts would warn of leaving.
        form.dispatchEvent(new Event('saved'))
        return location.assign(request.responseURL)
      }
      const faults = request.responseXML?.querySelectorAll('.error-list li, .field-error, main h1 ~ p') ?? []
      end([...new Set([...faults].map(fault => fault.textContent?.trim()))].join(' ') || (this.dataset.failed ?? ''))
    })
    request.addEventListener('error', () => end(this.dataset.failed ?? ''))
    request.send(new FormData(form))
  }
}

customElements.define('file-drop', FileDrop)
