using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Markdig.Extensions.CustomContainers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Guildhall.Kernel.Values;

/// <summary>A part of a text that is set off: a hint, a warning, or one that is folded.</summary>
/// <param name="tone">Of <see cref="Callouts.Tones"/>; <c>null</c> leaves the content as it is.</param>
internal sealed class Callout(string? tone, bool isFolded, bool isUnfolded) : ContainerBlock(null)
{
    public string? Tone => tone;
    public bool IsFolded => isFolded;
    public bool IsUnfolded => isUnfolded;

    /// <summary>Its title without marks; <c>null</c> where <see cref="TitleBlock"/> holds it, or it has none.</summary>
    public string? Title { get; set; }

    /// <summary>The first of its blocks, where that is its title.</summary>
    public ParagraphBlock? TitleBlock { get; set; }
}

/// <summary>
/// Makes one thing of what tools write for it: <c>::: tip</c> of VuePress, VitePress, Docusaurus, HackMD and 语雀, and quotations that begin
/// with <c>[!NOTE]</c> (GitHub, Obsidian). What is written in no known way keeps its content without the marks.
/// </summary>
internal static partial class Callouts
{
    public static readonly FrozenSet<string> Tones = Words("note tip important warning danger");

    private static readonly FrozenDictionary<string, string> ToneOf = new Dictionary<string, string>
    {
        ["note"] = "note info abstract summary tldr seealso see-also example quote cite question help faq todo primary default secondary",
        ["tip"] = "tip hint success check done theorem",
        ["important"] = "important",
        ["warning"] = "warning caution attention warn",
        ["danger"] = "danger error bug fail failure missing fatal",
    }.SelectMany(t => t.Value.Split(' ').Select(name => KeyValuePair.Create(name, t.Key))).ToFrozenDictionary();

    private static readonly FrozenSet<string> Folded = Words("details spoiler collapse fold");

    private static readonly FrozenDictionary<string, string> Chinese = new Dictionary<string, string>
    {
        ["note"] = "说明", ["info"] = "信息", ["tip"] = "提示", ["hint"] = "提示", ["success"] = "成功", ["important"] = "重要",
        ["warning"] = "注意", ["caution"] = "小心", ["attention"] = "注意", ["danger"] = "警告", ["error"] = "错误", ["details"] = "详情",
        ["spoiler"] = "剧透", ["example"] = "示例", ["question"] = "问题", ["abstract"] = "摘要", ["summary"] = "摘要", ["todo"] = "待办",
    }.ToFrozenDictionary();

    /// <param name="source">By whose language a callout without a title of its own is named.</param>
    public static void Make(MarkdownDocument document, string source)
    {
        var language = new Lazy<string>(() => TextLanguage.Of(source));
        // From within: what is made takes the children of what it was.
        foreach (var container in document.Descendants<ContainerBlock>().Prepend(document).Reverse().ToList())
            for (var i = 0; i < container.Count; i++)
                if ((container[i] is CustomContainer box ? Of(box) : container[i] is QuoteBlock quote ? Of(quote) : null) is { } found)
                    container[i] = Made((ContainerBlock)container[i], found, language);
    }

    /// <param name="Block">Holds the title where it has marks of its own.</param>
    private sealed record Found(string Name, bool IsFolded, bool IsUnfolded, string? Title, ParagraphBlock? Block);

    private static Callout Made(ContainerBlock block, Found found, Lazy<string> language)
    {
        var isFolded = found.IsFolded || Folded.Contains(found.Name);
        var callout = new Callout(ToneOf.GetValueOrDefault(found.Name), isFolded, found.IsUnfolded)
        {
            Line = block.Line, Column = block.Column, Span = block.Span, TitleBlock = found.Block,
        };
        callout.Title = callout.Tone is null && !isFolded ? found.Title
            : found.Block is null ? found.Title ?? Label(found.Name, language.Value) : null;
        if (callout.TitleBlock is { } title)
            callout.Add(title);
        block.TransferChildrenTo(callout);
        return callout;
    }

    private static Found Of(CustomContainer container)
    {
        var info = $"{container.Info} {container.Arguments}".Trim();
        if (info.Length > 300 || Info().Match(info) is not { Success: true } match)
            return new Found("", false, false, null, null);
        var title = match.Groups["title"].Value is { Length: > 0 } set ? set
            : NamedTitle().Match(match.Groups["settings"].Value) is { Success: true } named ? named.Groups[1].Value
            : match.Groups["rest"].Value;
        var name = match.Groups["name"].Value.ToLowerInvariant();
        return new Found(name, false, false, title.Trim() is { Length: > 0 } words ? words : null, null);
    }

    private static Found? Of(QuoteBlock quote)
    {
        if (quote.Count == 0 || quote[0] is not ParagraphBlock { Inline: { } inlines } paragraph)
            return null;
        var literals = inlines.TakeWhile(i => i is LiteralInline).Take(8).Cast<LiteralInline>();
        var text = string.Concat(literals.Select(l => l.Content.ToString()));
        if (Alert().Match(text) is not { Success: true } match)
            return null;
        var name = match.Groups["name"].Value.ToLowerInvariant();
        if (!ToneOf.ContainsKey(name) && !Folded.Contains(name))
            name = "note";
        Skip(inlines, match.Length);
        var title = TakeTitle(quote, paragraph, inlines);
        var fold = match.Groups["fold"].Value;
        return new Found(name, fold.Length > 0, fold == "+", null, title);
    }

    private static void Skip(ContainerInline inlines, int length)
    {
        while (length > 0 && inlines.FirstChild is LiteralInline literal)
        {
            if (literal.Content.Length > length)
            {
                literal.Content.Start += length;
                return;
            }
            length -= literal.Content.Length;
            literal.Remove();
        }
    }

    /// <summary>The rest of the first line, where it holds something.</summary>
    private static ParagraphBlock? TakeTitle(QuoteBlock quote, ParagraphBlock paragraph, ContainerInline inlines)
    {
        var title = new ContainerInline();
        while (inlines.FirstChild is { } first and not LineBreakInline)
        {
            first.Remove();
            title.AppendChild(first);
        }
        inlines.FirstChild?.Remove();
        if (inlines.FirstChild is null)
            quote.Remove(paragraph);
        var isBlank = title.FirstChild is not { } lead
            || (lead is LiteralInline { NextSibling: null } only && only.Content.AsSpan().IsWhiteSpace());
        return isBlank ? null : new ParagraphBlock { Inline = title };
    }

    private static string Label(string name, string language) =>
        language == "zh" && Chinese.TryGetValue(name, out var label) ? label : char.ToUpperInvariant(name[0]) + name[1..];

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"^(?<name>[A-Za-z][\w-]*)\s*(?:\[(?<title>[^\]]*)\])?\s*(?:\{(?<settings>[^}]*)\})?\s*(?<rest>.*)$")]
    private static partial Regex Info();

    [GeneratedRegex("""\btitle\s*=\s*["'“]([^"'”]*)["'”]""")]
    private static partial Regex NamedTitle();

    [GeneratedRegex(@"^\[!(?<name>[A-Za-z][\w-]*)(?:\|[^\]]*)?\](?<fold>[+-])?[ \t]*")]
    private static partial Regex Alert();
}

internal sealed class CalloutRenderer : HtmlObjectRenderer<Callout>
{
    protected override void Write(HtmlRenderer renderer, Callout callout)
    {
        renderer.EnsureLine();
        if (callout.Tone is null && !callout.IsFolded)
        {
            if (callout.Title is { } heading)
                renderer.Write("<p><strong>").WriteEscape(heading).WriteLine("</strong></p>");
            Children(renderer, callout);
            return;
        }
        renderer.Write(callout.IsFolded ? callout.IsUnfolded ? "<details open=\"\"><summary>" : "<details><summary>"
            : $"<div class=\"hint hint-{callout.Tone}\"><p class=\"hint-title\">");
        if (callout.Title is { } title)
            renderer.WriteEscape(title);
        else
            renderer.WriteLeafInline(callout.TitleBlock!);
        renderer.WriteLine(callout.IsFolded ? "</summary>" : "</p>");
        Children(renderer, callout);
        renderer.WriteLine(callout.IsFolded ? "</details>" : "</div>");
    }

    private static void Children(HtmlRenderer renderer, Callout callout)
    {
        foreach (var child in callout)
            if (child != callout.TitleBlock)
                renderer.Write(child);
    }
}
