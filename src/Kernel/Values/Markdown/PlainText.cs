using System.Globalization;
using System.Text;
using AngleSharp.Dom;

namespace Guildhall.Kernel.Values;

/// <summary>The words of a clean tree, for search, mail, excerpts and counts.</summary>
internal static class PlainText
{
    private static readonly HashSet<string> Blocks = new(
        "blockquote br caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary table tr ul".Split(' '));

    // Not prose: what a list or a link card quotes should be sentences.
    private static readonly HashSet<string> NotProse = new("pre table h1 h2 h3 h4 h5 h6".Split(' '));

    /// <summary>Everything, each block on a line of its own, cells parted by tabs, pictures as their alternative text.</summary>
    public static string All(IElement tree) => Collect(tree, _ => false);

    /// <summary>
    /// The running text only, on one line: whole sentences where some fit, else words with an ellipsis. It does not end at a colon for what
    /// is not quoted with it.
    /// </summary>
    public static string Excerpt(IElement tree, int length)
    {
        var text = Squeeze(Collect(tree, e => NotProse.Contains(e.LocalName) || e.ClassName == "footnotes", readsFormulas: true));
        var cut = text.Length <= length ? text : Sentences(text, length) is { Length: > 0 } whole ? whole : Cut(text, length);
        if (cut is not [.., ':' or '：'])
            return cut;
        return Sentences(cut, cut.Length - 1) is { Length: > 0 } before ? before : cut.TrimEnd(':', '：', ' ') + "…";
    }

    // As many as fit; none if these are less than half of the space.
    private static string Sentences(string text, int length)
    {
        for (var at = length - 1; at >= length / 2; at--)
            if (text[at] is '。' or '！' or '？' or '…'
                || text[at] is '.' or '!' or '?' && (at + 1 == text.Length || text[at + 1] == ' '))
            {
                var end = at + 1;
                while (end < length && (text[end] is '”' or '’' or '」' or '』' or '）' or ')' or '"'))
                    end++;
                return text[..end];
            }
        return "";
    }

    /// <summary>An element's text on one line, with its formulas as one reads them.</summary>
    public static string Shown(IElement element) => Squeeze(Collect(element, _ => false, readsFormulas: true));

    /// <summary>An element's text on one line.</summary>
    public static string Line(IElement element) => Line(Collect(element, _ => false));

    /// <summary>Blanks and line breaks run together, ends trimmed.</summary>
    public static string Line(string text) => Squeeze(text);

    /// <summary>At most so many UTF-16 units, never half a character, with an ellipsis when something is missing.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
            return text;
        var end = 0;
        for (var next = 0; next < length; next += StringInfo.GetNextTextElementLength(text, next))
            end = next;
        // One "character" of a thousand accents has to be cut somewhere.
        if (end == 0)
            end = char.IsLowSurrogate(text[length - 1]) ? length - 2 : length - 1;
        var blank = text.LastIndexOf(' ', end - 1, Math.Min(end, 16));
        return text[..(blank > 0 ? blank : end)].TrimEnd() + "…";
    }

    /// <summary>How many words the sentences have: code, formulas and what stands for a picture are none.</summary>
    public static int ProseWords(IElement tree) =>
        Words(Collect(tree, e => e.LocalName is "pre" or "img" || e.ClassName == "math"));

    /// <summary>Each Han, Kana or Hangul character is a word, and so is each run of other letters and digits.</summary>
    public static int Words(string text)
    {
        var words = 0;
        var inWord = false;
        foreach (var rune in text.EnumerateRunes())
            if (StartsWord(rune, ref inWord))
                words++;
        return words;
    }

    /// <summary>Whether another word begins with this character.</summary>
    /// <param name="inWord">Whether the one before belongs to a word of letters; then whether this one does.</param>
    public static bool StartsWord(Rune rune, ref bool inWord)
    {
        var wasInWord = inWord;
        var isCharacter = Scripts.IsEastAsian(rune);
        inWord = !isCharacter && (Rune.IsLetterOrDigit(rune) || (wasInWord && rune.Value is '\'' or '_' or '-' or '.'));
        return isCharacter || (inWord && !wasInWord);
    }

    private static string Collect(INode node, Func<IElement, bool> skip, bool readsFormulas = false)
    {
        var text = new StringBuilder();
        Collect(node, skip, readsFormulas, text);
        return text.ToString().Trim();
    }

    private static void Collect(INode node, Func<IElement, bool> skip, bool readsFormulas, StringBuilder text)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText words)
                text.Append(words.Data);
            // The number of a note would run into the word before it. Of a tree that is not clean yet, not all is words.
            if (child is not IElement element || element.ClassName is "footnote-ref" or "footnote-back-ref"
                || HtmlNames.Dropped.Contains(element.LocalName) && !(readsFormulas && Formulas.Is(element)) || skip(element))
                continue;
            var isBlock = Blocks.Contains(element.LocalName);
            if (isBlock)
                NewLine(text);
            if (element.LocalName == "img")
                text.Append(element.GetAttribute("alt"));
            else if (element.LocalName is "td" or "th" && text.Length > 0 && text[^1] != '\n')
                text.Append('\t');
            if (readsFormulas && Formulas.Is(element))
                text.Append(Formulas.Text(element));
            else
                Collect(element, skip, readsFormulas, text);
            if (isBlock)
                NewLine(text);
        }
    }

    private static void NewLine(StringBuilder text)
    {
        while (text.Length > 0 && text[^1] is ' ' or '\t')
            text.Length--;
        if (text.Length > 0 && text[^1] != '\n')
            text.Append('\n');
    }

    private static string Squeeze(string text)
    {
        var squeezed = new StringBuilder(text.Length);
        foreach (var c in text)
            if (!char.IsWhiteSpace(c))
                squeezed.Append(c);
            else if (squeezed.Length > 0 && squeezed[^1] != ' ')
                squeezed.Append(' ');
        return squeezed.ToString().TrimEnd();
    }
}
