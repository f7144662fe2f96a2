using System.Globalization;
using System.Text;

namespace Guildhall.Content.Import;

/// <summary>
/// The home page of a VitePress site (vitepress.dev/reference/default-theme-home-page): all of it is front matter, with a hero and
/// features that link into the site. As an article it becomes an introduction with a list of links.
/// </summary>
internal static class HomePage
{
    private const int MaxFeatures = 50;

    public static string? TitleOf(FrontMatter front) => front["layout"]?.Text == "home" ? front.FirstOf("hero.text", "hero.name")?.Text : null;

    public static string ToMarkdown(FrontMatter front)
    {
        var text = new StringBuilder();
        if (front["hero.tagline"] is { Text.Length: > 0 } tagline)
            text.Append(Plain(tagline.Text)).Append("\n\n");
        for (var i = 0; i < MaxFeatures; i++)
        {
            var feature = "features." + i.ToString(CultureInfo.InvariantCulture);
            if (front[feature + ".title"] is not { } title)
                break;
            text.Append("- ");
            if (front[feature + ".link"] is { Text.Length: > 0 } link)
                text.Append('[').Append(Plain(title.Text)).Append("](<").Append(link.Text.Replace(">", "%3E")).Append(">)");
            else
                text.Append("**").Append(Plain(title.Text)).Append("**");
            if (front[feature + ".details"] is { Text.Length: > 0 } details)
                text.Append(" — ").Append(Plain(details.Text));
            text.Append('\n');
        }
        return text.ToString();
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text.ReplaceLineEndings(" "))
        {
            if ("\\`*_[]<>".Contains(character))
                plain.Append('\\');
            plain.Append(character);
        }
        return plain.ToString();
    }
}
