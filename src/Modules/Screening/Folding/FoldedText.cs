namespace Guildhall.Screening.Folding;

/// <summary>How a text is folded.</summary>
internal enum FoldingKind
{
    /// <summary>Letters to small Latin ones where they look so, Han to simplified.</summary>
    Plain,

    /// <summary>The same, with digits and signs read as letters.</summary>
    DigitsAsLetters,

    /// <summary>The same as plain, with Han characters written in pinyin.</summary>
    Spelled,
}

/// <summary>
/// A text in the one form in which it is compared: full width to half width, small letters, look-alikes to Latin, accents off, Han
/// simplified; what nobody sees and what stands between letters is left out, but remembered. Each character knows its place in the
/// original, so that a find can be shown where it stands.
/// </summary>
internal sealed class FoldedText
{
    private readonly int[] _start, _end;
    private readonly Gap[] _gaps;
    private readonly Disguise[] _disguises;

    internal FoldedText(string text, int[] start, int[] end, Gap[] gaps, Disguise[] disguises) =>
        (Text, _start, _end, _gaps, _disguises) = (text, start, end, gaps, disguises);

    /// <summary>A line feed stands for every <see cref="Gap.Break"/>, so that nothing is found across one.</summary>
    public string Text { get; }

    /// <summary>What stands before this character in the original; at the first one whatever begins the text.</summary>
    public Gap GapBefore(int at) => _gaps[at];

    public Disguise DisguiseOf(int at) => _disguises[at];

    /// <summary>Where a stretch stands in the original.</summary>
    public (int Start, int Length) Original(int at, int length) => (_start[at], _end[at + length - 1] - _start[at]);

    /// <summary>Whether two characters come from one of the original, as the letters of a syllable do.</summary>
    public bool AreOne(int at, int other) => _start[at] == _start[other];
}
