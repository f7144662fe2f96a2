using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Resources.Library;

/// <summary>What somebody says of a file, as typed.</summary>
/// <param name="Tier">Slug of the tier that downloads it; empty for whoever reads the space.</param>
internal sealed record ResourceDraft(string? Title, string? Description, string? Licence, string? LicenceText, string? Tier)
{
    /// <exception cref="Refused">At the field that cannot stand.</exception>
    public ResourceText Check(IReadOnlyList<TierOffer> tiers)
    {
        var (title, markdown) = (Title?.Trim() ?? "", Description ?? "");
        if (!WellFormed.HasInk(title))
            throw Refused.AtField("title", "title_missing", "Enter a title.");
        if (title.Length > ResourceText.MaxTitle)
            throw Refused.AtField("title", "title_too_long", "A title can have at most {0} characters.", ResourceText.MaxTitle);
        var (licence, terms) = (Licence?.Trim() ?? "", LicenceText?.Trim() ?? "");
        if (!Licences.IsKnown(licence))
            throw Refused.AtField("licence", "licence_unknown", "Choose a licence from the list, or write custom terms.");
        if (licence == Licences.Own && terms.Length == 0)
            throw Refused.AtField("licenceText", "licence_missing", "Describe what others may do with it.");
        if (terms.Length > ResourceText.MaxLicence)
            throw Refused.AtField("licenceText", "licence_too_long", "Terms can have at most {0} characters.", ResourceText.MaxLicence);
        var tier = string.IsNullOrWhiteSpace(Tier) ? null
            : tiers.FirstOrDefault(t => t.Slug == Tier) ?? throw Refused.AtField("tier", "tier_unknown", "This community has no such tier.");
        return new ResourceText(title, markdown, Render(markdown), licence, licence == Licences.Own ? terms : "",
            tier is null ? ResourceAccess.Space : ResourceAccess.Tier, tier?.TierId);
    }

    private static RenderedMarkdown Render(string markdown)
    {
        try
        {
            return MarkdownRenderer.Render(markdown, new MarkdownOptions { MaxLength = ResourceText.MaxMarkdown });
        }
        catch (MarkdownRefused refused)
        {
            throw refused.AtField("description");
        }
    }
}

/// <summary>The same, checked and rendered.</summary>
internal sealed record ResourceText(
    string Title, string Markdown, RenderedMarkdown Rendered, string Licence, string LicenceText, ResourceAccess Access, long? TierId)
{
    public const int MaxTitle = 120, MaxMarkdown = 20_000, MaxLicence = 1000;

    /// <exception cref="Refused">It is too long.</exception>
    public static string CheckLabel(string? label)
    {
        var text = label?.Trim() ?? "";
        return text.Length <= ResourceVersion.MaxLabel ? text
            : throw Refused.AtField("version", "version_too_long", "A version can have at most {0} characters.", ResourceVersion.MaxLabel);
    }
}
