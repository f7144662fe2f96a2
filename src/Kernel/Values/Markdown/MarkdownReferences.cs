using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Guildhall.Kernel.Values;

/// <summary>An address in a Markdown source: of a link, a picture, a definition, or a raw tag.</summary>
/// <param name="Target">As it is meant, without escapes and entities.</param>
public sealed record MarkdownReference(int Start, int Length, string Target);

/// <summary>The addresses in a Markdown source, with their places, so that they can be exchanged and nothing else moves.</summary>
public sealed partial class MarkdownReferences
{
    private readonly string _source;

    private MarkdownReferences(string source, IReadOnlyList<MarkdownReference> all) => (_source, All) = (source, all);

    public IReadOnlyList<MarkdownReference> All { get; }

    /// <exception cref="MarkdownRefused">Too deeply nested, or too slow to read.</exception>
    public static MarkdownReferences Of(string markdown)
    {
        var source = WellFormed.Text(markdown).TrimStart('\uFEFF').ReplaceLineEndings("\n");
        var found = MarkdownRenderer.Parse(source, new WorkGuard.RenderWork()).Descendants().SelectMany(node => In(node, source))
            .OrderBy(r => r.Start).ToList();
        return new MarkdownReferences(source, found);
    }

    /// <summary>
    /// Where code and formulas stand in a source, in order, ends included: they are word for word what they are.
    /// </summary>
    /// <exception cref="MarkdownRefused">Too deeply nested, or too slow to read.</exception>
    public static IReadOnlyList<(int Start, int End)> CodeOf(string source)
    {
        WorkGuard.Scan(source, int.MaxValue);
        return [.. Divider.Code(source, MarkdownRenderer.Parse(source, new WorkGuard.RenderWork())).Select(span => (span.Start, span.End))];
    }

    /// <param name="answer">The new address, without blanks and brackets; <c>null</c> leaves the old one.</param>
    public string Exchange(Func<string, string?> answer)
    {
        var text = new StringBuilder(_source.Length + 500);
        var copied = 0;
        foreach (var reference in All)
        {
            if (reference.Start < copied || answer(reference.Target) is not { } address || address == reference.Target)
                continue;
            text.Append(_source, copied, reference.Start - copied).Append(address);
            copied = reference.Start + reference.Length;
        }
        return text.Append(_source, copied, _source.Length - copied).ToString();
    }

    private static IEnumerable<MarkdownReference> In(MarkdownObject node, string source) => node switch
    {
        LinkInline { Reference: null, IsAutoLink: false, Url: { } url, UrlSpan: { IsEmpty: false } span } =>
            [new(span.Start, span.Length, url)],
        LinkReferenceDefinition { Url: { } url, UrlSpan: { IsEmpty: false } span } => [new(span.Start, span.Length, url)],
        HtmlInline or HtmlBlock when !node.Span.IsEmpty =>
            InTags(source, node.Span.Start, Math.Min(node.Span.Length, source.Length - node.Span.Start)),
        _ => [],
    };

    private static IEnumerable<MarkdownReference> InTags(string source, int start, int length) =>
        Address().Matches(source.Substring(start, length))
        .Select(m => new MarkdownReference(start + m.Groups[1].Index, m.Groups[1].Length, WebUtility.HtmlDecode(m.Groups[1].Value)));

    // Three ways of quoting are one group: what is in it is the address.
    [GeneratedRegex("""\b(?:src|href|data)\s*=\s*(?:["']\s*(?=[^"'<>]*["']))?([^"'<>\s][^"'<>]*?)(?=\s*["'>]|\s+/?>|\s+[\w-]+=)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
