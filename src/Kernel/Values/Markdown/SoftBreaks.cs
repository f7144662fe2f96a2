using System.Buffers;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Takes out the line ends between two characters that are written without blanks: an author who breaks lines by hand means no blank
/// between Chinese words, but every browser shows one.
/// </summary>
internal static class SoftBreaks
{
    public static void Close(MarkdownDocument document)
    {
        foreach (var end in document.Descendants<LineBreakInline>().ToList())
            if (!end.IsHard && IsSolid(Last(end.PreviousSibling)) && IsSolid(First(end.NextSibling)))
                end.Remove();
    }

    private static bool IsSolid(Rune? rune) => rune is { } known && Scripts.IsSetSolid(known);

    private static Rune? Last(Inline? inline)
    {
        while (inline is ContainerInline container)
            inline = container.LastChild;
        return Words(inline) is { IsEmpty: false } words && Rune.DecodeLastFromUtf16(words, out var rune, out _) == OperationStatus.Done
            ? rune : null;
    }

    private static Rune? First(Inline? inline)
    {
        while (inline is ContainerInline container)
            inline = container.FirstChild;
        return Words(inline) is { IsEmpty: false } words && Rune.DecodeFromUtf16(words, out var rune, out _) == OperationStatus.Done
            ? rune : null;
    }

    private static ReadOnlySpan<char> Words(Inline? inline) =>
        inline is LiteralInline { Content: { IsEmpty: false } words } ? words.Text.AsSpan(words.Start, words.Length) : [];
}
