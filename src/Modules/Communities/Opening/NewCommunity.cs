using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Http;

namespace Guildhall.Communities.Opening;

/// <summary>What a new community is opened with, as typed.</summary>
internal sealed record NewCommunity(
    string? Name, string? Slug, string? Description, CommunityKind? Kind, string? Accent, string? Language, string? TimeZone,
    string? Currency)
{
    /// <summary>All that is wrong with it, each at its field.</summary>
    /// <param name="nameField">What the form calls the name, where it asks for another name as well.</param>
    public IReadOnlyList<Refused> Faults(string nameField = "name") => Refused.AllOf(
        () => CommunityText.Name(Name, nameField),
        () => { if (!string.IsNullOrWhiteSpace(Slug + Name)) CommunityText.Slug(Slug, Name ?? ""); },
        () => KindOf(Kind), () => CommunityText.Description(Description), () => CommunityText.Accent(Accent),
        () => CommunityText.Language(Language), () => CommunityText.TimeZone(TimeZone), () => CommunityText.Currency(Currency));

    /// <summary>The same in its final form.</summary>
    /// <param name="nameField">What the form calls the name, where it asks for another name as well.</param>
    /// <exception cref="Refused">Something is missing or cannot be; the field is named.</exception>
    public CheckedCommunity Check(string nameField = "name")
    {
        var name = CommunityText.Name(Name, nameField);
        var slug = CommunityText.Slug(Slug, name);
        var profile = new CommunityProfile(
            name, CommunityText.Description(Description), CommunityText.Accent(Accent), CommunityText.Language(Language),
            CommunityText.TimeZone(TimeZone));
        return new CheckedCommunity(profile, KindOf(Kind), slug, CommunityText.Currency(Currency));
    }

    private static CommunityKind KindOf(CommunityKind? wanted) => wanted is { } kind && Enum.IsDefined(kind) ? kind
        : throw Refused.AtField("kind", "kind_missing", "Choose what kind of community it is.");
}

internal sealed record CheckedCommunity(CommunityProfile Profile, CommunityKind Kind, string Slug, string Currency);
