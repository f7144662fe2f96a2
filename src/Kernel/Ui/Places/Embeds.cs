using System.Buffers;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Ui.Places;

/// <summary>
/// What a module draws in a text in the place of a line that is nothing but a link to one of its pages:
/// <c>[Which editor?](/c/guild/polls/k3f9x2)</c>. The text keeps the link, so that it can be edited, quoted, exported and mailed; a link
/// within a sentence, a quote or a list stays a link.
/// </summary>
/// <param name="Folder">What follows the community in the address: "polls".</param>
/// <param name="Part">An <see cref="EmbedPart"/>.</param>
public sealed record Embed(string Folder, Type Part);

/// <summary>Draws what a link leads to; the link itself where the viewer may not have it.</summary>
public abstract class EmbedPart : LoadedPage
{
    /// <summary>What follows the folder in the address: letters, digits and hyphens.</summary>
    [Parameter, EditorRequired] public string Key { get; set; } = "";

    /// <summary>The line as it stands in the text, sanitised.</summary>
    [Parameter, EditorRequired] public string Line { get; set; } = "";
}

/// <summary>A part of a text: HTML, or what stands in the place of a link.</summary>
/// <param name="Html">Sanitised; of an embed the line that it replaces.</param>
/// <param name="Part"><c>null</c> for plain HTML.</param>
public readonly record struct TextPiece(string Html, Type? Part = null, string Key = "");

/// <summary>Finds the lines of a rendered text that modules draw.</summary>
public sealed class Embeds(IEnumerable<Embed> all)
{
    private const string Opening = "<p><a href=\"/c/", Closing = "</a></p>";

    // Within these a link is somebody's quote or an item among others.
    private static readonly string[] Enclosing = ["blockquote", "ul", "ol", "dl", "table", "details", "section", "div"];

    private static readonly SearchValues<char> KeySigns =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    private readonly Embed[] _all = [.. all];

    /// <summary>Only for texts that were written by our sanitiser: each element that is opened is closed.</summary>
    /// <param name="community">Slug of the community whose things may be drawn.</param>
    /// <returns>One piece where there is nothing to draw.</returns>
    public IReadOnlyList<TextPiece> Split(string html, string? community)
    {
        if (community is null || !_all.Any(e => html.Contains($"/{e.Folder}/", StringComparison.Ordinal)))
            return [new TextPiece(html)];
        var pieces = new List<TextPiece>();
        var from = 0;
        for (var at = Next(html, 0); at >= 0; at = Next(html, at + 1))
        {
            if (Read(html, at, community) is not { } found || Depth(html.AsSpan(0, at)) != 0)
                continue;
            if (at > from)
                pieces.Add(new TextPiece(html[from..at]));
            pieces.Add(found);
            from = at + found.Html.Length;
        }
        if (from < html.Length || pieces.Count == 0)
            pieces.Add(new TextPiece(html[from..]));
        return pieces;
    }

    private static int Next(string html, int from) => html.IndexOf(Opening, from, StringComparison.Ordinal);

    private TextPiece? Read(string html, int at, string community)
    {
        var rest = html.AsSpan(at + Opening.Length);
        if (!rest.StartsWith(community, StringComparison.Ordinal) || rest.Length <= community.Length || rest[community.Length] != '/')
            return null;
        rest = rest[(community.Length + 1)..];
        foreach (var embed in _all)
        {
            if (!rest.StartsWith($"{embed.Folder}/", StringComparison.Ordinal))
                continue;
            var key = KeyAt(rest[(embed.Folder.Length + 1)..]);
            var words = rest[(embed.Folder.Length + 1 + key.Length)..];
            var close = words.IndexOf(Closing);
            var open = words.IndexOf('>');
            // The words of the link are plain: nothing else stands in the paragraph.
            if (key.Length == 0 || words[0] != '"' || open < 0 || close < open || words[(open + 1)..close].Contains('<'))
                return null;
            var length = html.Length - at - words.Length + close + Closing.Length;
            return new TextPiece(html.Substring(at, length), embed.Part, key.ToString());
        }
        return null;
    }

    private static ReadOnlySpan<char> KeyAt(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(KeySigns);
        return end < 0 ? text : text[..end];
    }

    /// <summary>How many of the enclosing elements are open at the end.</summary>
    internal static int Depth(ReadOnlySpan<char> html)
    {
        var depth = 0;
        for (var at = html.IndexOf('<'); at >= 0 && at + 1 < html.Length; at = NextTag(html, at))
        {
            var closes = html[at + 1] == '/';
            var name = html[(at + (closes ? 2 : 1))..];
            var end = name.IndexOfAny('>', ' ');
            if (end < 0)
                break;
            foreach (var enclosing in Enclosing)
                if (name[..end].SequenceEqual(enclosing))
                    depth += closes ? -1 : 1;
        }
        return depth;
    }

    private static int NextTag(ReadOnlySpan<char> html, int at)
    {
        var next = html[(at + 1)..].IndexOf('<');
        return next < 0 ? -1 : at + 1 + next;
    }
}

/// <summary>For a module's services.</summary>
public static class EmbedServices
{
    /// <summary>Draws links to pages of this folder, where they stand alone in their line.</summary>
    public static IServiceCollection AddEmbed<TPart>(this IServiceCollection services, string folder) where TPart : EmbedPart =>
        services.AddSingleton(new Embed(folder, typeof(TPart)));
}
