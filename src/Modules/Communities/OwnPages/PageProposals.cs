using System.Reflection;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Values;

namespace Guildhall.Communities.OwnPages;

/// <summary>
/// Texts to begin with, in the community's language. What only its operators know stands in 【 】, and nothing is saved while it does.
/// </summary>
internal static class PageProposals
{
    public static string For(OwnPage page, CommunityInfo community)
    {
        var name = $"OwnPages/{EnumWords.Of(page)}.{community.Language}.md";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There is no proposal {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("{name}", community.Name, StringComparison.Ordinal).TrimEnd();
    }

    public static bool HasBlanks(string text) => text.Contains('【', StringComparison.Ordinal);
}
