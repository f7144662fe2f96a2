/** Whether it worked: browsers refuse on plain http and where the reader forbids it. */
export async function copyAsync(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
