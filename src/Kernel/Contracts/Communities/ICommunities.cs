using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Contracts.Communities;

/// <summary>Questions about communities and their spaces.</summary>
public interface ICommunities
{
    /// <summary><c>null</c> when there is none of that slug. Answered from memory.</summary>
    ValueTask<CommunityInfo?> FindAsync(string slug, CancellationToken cancel = default);

    /// <summary><c>null</c> when there is none of that id. Answered from memory.</summary>
    ValueTask<CommunityInfo?> FindAsync(long id, CancellationToken cancel = default);

    /// <summary>All communities of the installation, the oldest first. Answered from memory.</summary>
    ValueTask<IReadOnlyList<CommunityInfo>> ListAsync(CancellationToken cancel = default);

    /// <summary>
    /// Makes a space where the slug is free, else gives the one that has it. It saves: inside a transaction of the caller
    /// (<c>db.BeginWriteAsync</c>) with all that the caller added so far, and it is there for others once that commits.
    /// </summary>
    /// <param name="tierId">The tier that reads a space which is made; <c>null</c> for everyone. One that is there stays as it is.</param>
    /// <exception cref="Http.Refused">The name is missing or too long, the slug cannot stand, or there is no such tier.</exception>
    Task<long> EnsureSpaceAsync(
        long communityId, string slug, string name, SpaceKind kind, long? tierId = null, CancellationToken cancel = default);

    /// <summary>
    /// Takes a space away that was made by <see cref="EnsureSpaceAsync"/> at or after <paramref name="since"/> and that nobody has arranged
    /// (described, closed, archived) since. The caller makes sure that nothing is in it. It saves, as the other does.
    /// </summary>
    /// <param name="tierId">The tier to which it was made open.</param>
    /// <returns>Whether it went.</returns>
    Task<bool> RemoveUnusedSpaceAsync(
        long communityId, long spaceId, DateTime since, long? tierId = null, CancellationToken cancel = default);
}

/// <summary>A community as everybody may know it, with all its spaces.</summary>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Language">"zh" or "en": what the community speaks by default.</param>
public sealed record CommunityInfo(
    long Id, string Slug, string Name, string Description, CommunityKind Kind, string Accent, string Language, string TimeZone,
    string Currency,
    IReadOnlyList<SpaceInfo> Spaces)
{
    /// <summary>Address of its logo; <c>null</c> without one.</summary>
    public string? Logo { get; init; }

    /// <summary>Address of the picture that its operators chose for it; <c>null</c> where one is drawn.</summary>
    public string? Cover { get; init; }

    /// <summary>Which of its own pages are written.</summary>
    public IReadOnlyList<OwnPage> OwnPages { get; init; } = [];

    /// <summary>At the foot of its pages.</summary>
    public IReadOnlyList<FootLink> FootLinks { get; init; } = [];

    /// <summary>In its menu, below its spaces.</summary>
    public IReadOnlyList<FootLink> MenuLinks { get; init; } = [];

    /// <summary>For a <c>lang</c> attribute around its own words: names, descriptions, rules.</summary>
    public string LanguageTag => Language == "zh" ? "zh-CN" : "en";

    /// <summary>The spaces in use, in their order.</summary>
    public IEnumerable<SpaceInfo> OpenSpaces => Spaces.Where(space => !space.IsArchived);
}

/// <summary>A space of a community, as everybody may know it.</summary>
/// <param name="TierId">The tier that reads it; <c>null</c> for an open space.</param>
/// <param name="PreviewBlocks">How many blocks of an article without a divider are free, 0 to 20.</param>
/// <param name="IsArchived">Not in menus and not to be chosen for anything new; what is in it can still be read by whom its tier lets
/// in.</param>
public sealed record SpaceInfo(
    long Id, string Slug, string Name, string Description, SpaceKind Kind, int Order, long? TierId, int PreviewBlocks,
    bool IsArchived = false)
{
    /// <summary>Who posts in it, where members do.</summary>
    public Posting Posting { get; init; }

    /// <summary>The tier that posts in it; only with <see cref="Posting.Tier"/>.</summary>
    public long? PostTierId { get; init; }

    /// <summary>In which order a column shows its articles.</summary>
    public SpaceSorting Sorting { get; init; }

    /// <summary>How many articles a column shall have in the end; <c>null</c> where its author has not said.</summary>
    public int? Planned { get; init; }

    /// <summary>Address of the picture that its operators chose for it; <c>null</c> where one is drawn.</summary>
    public string? Cover { get; init; }

    /// <summary>What posting in it asks for, beside being allowed to say anything at all. Its team always may.</summary>
    public Requirement ToPost => new Requirement.AnyOf(Posting switch
    {
        Posting.Readers =>
            [Team, new Requirement.AllOf([Requirement.OfTier(TierId), new Requirement.AnyTier()])],
        Posting.Tier when PostTierId is { } tier =>
            [Team, new Requirement.AllOf([Requirement.OfTier(TierId), new Requirement.Tier(tier)])],
        _ => [Team],
    });

    private static Requirement Team => new Requirement.Permission(Permissions.WriteContent);

    /// <summary>Whether articles may stand in it. Archived spaces keep theirs.</summary>
    public bool HoldsArticles => Kind is SpaceKind.Column;
}

/// <summary>What a community is above all: it decides with which spaces, tiers, rules and advice one begins.</summary>
public enum CommunityKind { Technical, PaidKnowledge, Shop }

/// <summary>Who posts in a space where members do.</summary>
public enum Posting
{
    /// <summary>Those who may write and publish.</summary>
    Team,

    /// <summary>Members of the community whom its tier lets read it; of an open space, members of any tier.</summary>
    Readers,

    /// <summary>Those of them who hold a tier of its own, or a higher one.</summary>
    Tier,
}

/// <summary>In which order a column shows its articles.</summary>
public enum SpaceSorting
{
    /// <summary>As its author has arranged them: what is new comes last, as in a book.</summary>
    Arranged,

    /// <summary>By date, as news are read.</summary>
    NewestFirst,
}

/// <summary>What a space holds.</summary>
public enum SpaceKind { Column, Discussion, Questions, Chat, Courses, Resources, Catalogue, Events }
