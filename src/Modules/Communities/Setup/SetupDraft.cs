using Guildhall.Communities.Opening;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Http;

namespace Guildhall.Communities.Setup;

/// <summary>What was typed so far; each step carries what the others asked for in hidden fields.</summary>
public sealed record SetupDraft
{
    public string? Token { get; init; }
    public string? Name { get; init; }
    public string? Email { get; init; }

    /// <summary>The password as <see cref="SealedPassword"/> closed it; empty while none was given.</summary>
    public string? Sealed { get; init; }

    public string? Language { get; init; }
    public string? TimeZone { get; init; }
    public string? Currency { get; init; }
    public string? Kind { get; init; }
    public string? CommunityName { get; init; }
    public string? Slug { get; init; }
    public string? Description { get; init; }
    public string? Accent { get; init; }

    private NewCommunity Wanted => new(CommunityName, Slug, Description, KindText.Parse(Kind), Accent, Language, TimeZone, Currency);

    internal CheckedCommunity CheckCommunity() => Wanted.Check(nameField: "communityName");

    internal IReadOnlyList<Refused> CommunityFaults() => Wanted.Faults(nameField: "communityName");

    internal NewMember Owner(string? password) =>
        new(Name?.Trim() ?? "", Email?.Trim() ?? "", password, Language ?? "", TimeZone ?? "",
            Owner: true);

    /// <summary>By the name of their fields, for the steps that do not show them.</summary>
    public IEnumerable<(string Name, string? Value)> AccountFields =>
        [("name", Name), ("email", Email), ("sealed", Sealed), ("language", Language), ("timeZone", TimeZone), ("currency", Currency)];

    public IEnumerable<(string Name, string? Value)> CommunityFields =>
        [("kind", Kind), ("communityName", CommunityName), ("slug", Slug), ("description", Description), ("accent", Accent)];
}
