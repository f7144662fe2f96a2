using System.Text;
using AngleSharp.Dom;

namespace Guildhall.Kernel.Values;

/// <summary>
/// How much of a text is free where its author set no divider: its first blocks, but never more than a share of its words. Where a block
/// is too long, it is cut behind an item, a row, a line or a sentence, and if even the first of these is too long, behind a word.
/// </summary>
internal sealed class FreeShare
{
    /// <summary>Of the words of the whole.</summary>
    public const double Share = 0.3;

    public const int MaxWords = 300;

    // A photo story has few words and is worth something all the same.
    private const int WordsOfPicture = 10;

    private static readonly HashSet<string> Ends = new(
        "blockquote br dd details div dl figure hr img li ol p pre table tbody tr ul".Split(' '));
    private static readonly HashSet<string> Whole = new("a caption figcaption h1 h2 h3 h4 h5 h6 img ruby summary tr".Split(' '));
    private static readonly HashSet<string> WholeInAnyCase = new("h1 h2 h3 h4 h5 h6 img".Split(' '));

    // Nothing of what they would hold is there.
    private const string Openers = " \n\t<([{（【「『《“‘";

    private readonly int _most;
    private readonly bool _roughly;
    private Place? _end;
    private int _words;

    private FreeShare(int most, bool roughly) => (_most, _roughly) = (most, roughly);

    /// <summary>Words of a clean tree, pictures counted as some. The numbers of notes and the arrows back are none.</summary>
    public static int Weigh(INode tree)
    {
        var words = 0;
        foreach (var child in tree.ChildNodes)
            if (child is IText text)
                words += WordCounter.Count(text.Data);
            else if (child is IElement element && !IsMark(element))
                words += element.LocalName == "img" ? WordsOfPicture : Weigh(element);
        return words;
    }

    /// <summary>The beginning of the tree that may be free, as HTML; <c>null</c> if all of it may.</summary>
    /// <param name="tree">The whole, or its first blocks.</param>
    /// <param name="words">Of the whole, as <see cref="Weigh"/> says.</param>
    public static string? Cut(IElement tree, int words)
    {
        var most = Math.Min((int)(words * Share), MaxWords);
        if (words == 0)
            return "";
        if (Weigh(tree) <= most)
            return null;
        // Notes stand at the end of the whole and would be cut off, so their numbers go too.
        return (Find(tree, most, roughly: false) ?? Find(tree, most, roughly: true)) is { } end
            ? HtmlWriter.Write(tree, end, e => IsMark(e) || e.ClassName == "footnotes")
            : "";
    }

    private static Place? Find(IElement tree, int most, bool roughly)
    {
        var share = new FreeShare(most, roughly);
        share.Walk(tree, isCode: false);
        return share._end;
    }

    // Answers whether what follows may be free, too.
    private bool Walk(INode parent, bool isCode)
    {
        var onlyPictures = true;
        foreach (var child in parent.ChildNodes)
            if (child is IText text)
            {
                onlyPictures &= string.IsNullOrWhiteSpace(text.Data);
                if (!Read(text, isCode, parent))
                    return false;
            }
            else if (child is IElement element && !IsMark(element))
            {
                if (!Walk(element, isCode))
                    return false;
                // A picture within a sentence does not end it, nor a table's head the table.
                if (Ends.Contains(element.LocalName) && (element.LocalName != "img" || onlyPictures) && !Is(parent, "thead"))
                    _end = new Place(element);
            }
        return true;
    }

    private bool Walk(IElement element, bool isCode)
    {
        if (!(_roughly ? WholeInAnyCase : Whole).Contains(element.LocalName) && element.ClassName is not ("math" or "mermaid"))
            return Walk((INode)element, isCode || element.LocalName == "pre");
        _words += element.LocalName == "img" ? WordsOfPicture : Weigh(element);
        return _words <= _most;
    }

    private bool Read(IText node, bool isCode, INode parent)
    {
        var text = node.Data;
        var counter = new WordCounter();
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            var before = counter.Total;
            if (counter.Add(rune) && _roughly && _words + before <= _most
                && text.AsSpan(0, at).TrimEnd(Openers).Length is > 0 and var end)
                _end = new Place(node, end, "…");
            if (_words + counter.Total > _most)
                return false;
            at += length;
            if (isCode ? rune.Value == '\n' : EndsSentence(text, ref at, rune) && !Is(parent, "code"))
                _end = new Place(node, at);
        }
        _words += counter.Total;
        if (_roughly && counter.Total > 0)
            _end = new Place(node, text.Length, "…");
        return true;
    }

    /// <param name="at">Behind the sign; then behind the signs that close with it.</param>
    private static bool EndsSentence(string text, ref int at, Rune sign)
    {
        if (sign.Value > char.MaxValue || !"。！？.!?…".Contains((char)sign.Value))
            return false;
        var next = at;
        while (next < text.Length && "。！？.!?…”’」』）》)\"'".Contains(text[next]))
            next++;
        // "3.5", "a.b" and "x?y=1" go on.
        if (sign.IsAscii && next < text.Length && char.IsAscii(text[next]) && !char.IsWhiteSpace(text[next]))
            return false;
        at = next;
        return true;
    }

    private static bool Is(INode node, string name) => node is IElement element && element.LocalName == name;

    private static bool IsMark(IElement element) => element.ClassName is "footnote-ref" or "footnote-back-ref";
}
