using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Http;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Finds <c>@handle</c> in a rendered text, outside of code and links, and makes links of those whose page everybody sees. Looked for in
/// the HTML and not in the Markdown, so that code stays code in every way of writing it.
/// </summary>
public static partial class MentionLinks
{
    /// <summary>People that one text may name.</summary>
    public const int MaxPeople = 10;

    // So many names are looked up; annotations pasted without code marks are no people.
    private const int MaxNames = 100;

    /// <returns>The HTML, and the members who are named.</returns>
    /// <exception cref="Refused">422: it names more than <see cref="MaxPeople"/>.</exception>
    public static async Task<(string Html, IReadOnlyList<long> Members)> AddAsync(
        string html, string community, IProfiles profiles, CancellationToken cancel)
    {
        if (!html.Contains('@'))
            return (html, []);
        using var document = new HtmlParser().ParseDocument("<!doctype html><body>" + html);
        List<IText> texts = [.. document.Body!.Descendants<IText>().Where(t => At().IsMatch(t.Data) && !IsLiteral(t))];
        List<string> names = [.. texts.SelectMany(t => At().Matches(t.Data)).Select(m => m.Groups[1].Value.ToLowerInvariant()).Distinct()];
        if (names.Count == 0)
            return (html, []);
        var people = await profiles.ByHandlesAsync([.. names.Take(MaxNames)], cancel);
        if (people.Count > MaxPeople)
            throw Refused.AtField("body", "mentions_too_many", "A text can name at most {0} people.", MaxPeople);
        var shown = people.Where(p => p.IsShown).ToDictionary(p => p.Handle, StringComparer.OrdinalIgnoreCase);
        foreach (var text in texts)
            Link(document, text, community, shown);
        return (document.Body!.InnerHtml, [.. people.Select(p => p.MemberId)]);
    }

    private static bool IsLiteral(INode text)
    {
        for (var element = text.ParentElement; element is not null; element = element.ParentElement)
            if (element.LocalName is "code" or "pre" or "a" or "kbd" or "samp" or "math" || element.ClassList.Contains("math"))
                return true;
        return false;
    }

    private static void Link(IDocument document, IText text, string community, Dictionary<string, Profile> shown)
    {
        var (parent, at, rest) = (text.Parent!, 0, text.Data);
        foreach (Match match in At().Matches(rest))
        {
            if (!shown.TryGetValue(match.Groups[1].Value, out var person))
                continue;
            parent.InsertBefore(document.CreateTextNode(rest[at..match.Index]), text);
            var link = document.CreateElement("a");
            link.SetAttribute("class", "mention");
            link.SetAttribute("href", MemberPaths.Of(community, person.Handle));
            link.TextContent = match.Value;
            parent.InsertBefore(link, text);
            at = match.Index + match.Length;
        }
        text.Data = rest[at..];
    }

    // A handle as Accounts allows it; not within an address, a path or a longer word.
    [GeneratedRegex(@"(?<![A-Za-z0-9_@/.\-])@([A-Za-z0-9][A-Za-z0-9\-]{1,28}[A-Za-z0-9])(?![A-Za-z0-9_@\-])")]
    private static partial Regex At();
}
