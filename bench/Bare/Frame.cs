using System.Text;

namespace Guildhall.Bare;

/// <summary>A page without its text: what stands before and after it.</summary>
internal sealed record Frame(byte[] Before, byte[] After)
{
    public static Frame Around(byte[] page, byte[] text)
    {
        var at = page.AsSpan().IndexOf(text);
        return at < 0
            ? throw new ArgumentException("The text does not stand in the page.")
            : new Frame(page[..at], page[(at + text.Length)..]);
    }

    public byte[] With(RawArticle article)
    {
        var bytes = new byte[Before.Length + Encoding.UTF8.GetByteCount(article.Html) + After.Length];
        Before.CopyTo(bytes, 0);
        var end = Before.Length + Encoding.UTF8.GetBytes(article.Html, bytes.AsSpan(Before.Length));
        After.CopyTo(bytes, end);
        return bytes;
    }
}
