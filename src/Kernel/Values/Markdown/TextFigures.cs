using AngleSharp.Dom;

namespace Guildhall.Kernel.Values;

/// <summary>How much a text holds. Says nothing of what it says, so anybody may know it of a closed one.</summary>
/// <param name="Words">
/// Of what is neither code nor formula nor diagram: each Han, Kana or Hangul character is one, and so is each run of other letters.
/// </param>
/// <param name="CodeBlocks">Diagrams are none.</param>
public readonly record struct TextFigures(int Words, int CodeBlocks, int Pictures)
{
    private const string Code = "pre:not(.mermaid)";

    public bool IsNothing => this == default;

    /// <summary>What is left of it behind its free part. A block that the cut runs through belongs to the free part.</summary>
    public static TextFigures operator -(TextFigures whole, TextFigures free) => new(
        Math.Max(0, whole.Words - free.Words), Math.Max(0, whole.CodeBlocks - free.CodeBlocks),
        Math.Max(0, whole.Pictures - free.Pictures));

    internal static TextFigures Of(IElement tree) =>
        new(PlainText.ProseWords(tree), tree.QuerySelectorAll(Code).Length, tree.QuerySelectorAll("img").Length);
}
