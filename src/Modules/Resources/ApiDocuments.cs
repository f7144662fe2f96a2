using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Resources.Library;
using Guildhall.Resources.Reading;

namespace Guildhall.Resources;

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record ResourceListDocument(IReadOnlyList<ResourceSummary> Items, string? Next);

/// <param name="Space">Slug of the library.</param>
/// <param name="Licence">An identifier of the SPDX list, "own" for terms of its own, empty where nothing is said.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Of the file, as small hexadecimal digits.</param>
/// <param name="Locked">Whether the caller needs a tier to download it.</param>
public sealed record ResourceSummary(
    long Id, string? Space, string Title, string Path, string Excerpt, string Licence, string Author, DateTime ChangedAt, long Downloads,
    int Number, string Version, string Name, string MediaType, long Size, string Sha256, bool Locked)
{
    internal static ResourceSummary Of(ResourceCard card, CommunityInfo community) => new(
        card.Id, community.Library(card.SpaceId)?.Slug, card.Title, ResourcePaths.Of(community.Slug, card.Id), card.Excerpt, card.Licence,
        card.Author, card.ChangedAt, card.Downloads, card.Version, card.Label, card.FileName, card.MediaType, card.Size, card.Sha256,
        card.Locked);
}

/// <param name="Markdown">The description as written.</param>
/// <param name="LicenceText">With the licence "own" its terms.</param>
/// <param name="Allowed">Whether the caller may have the file.</param>
/// <param name="OpenedBy">The tiers on sale that would open it.</param>
/// <param name="Edition">For `edition` when it is revised.</param>
/// <param name="Versions">The newest first.</param>
public sealed record ResourceDocument(
    long Id, string? Space, string Title, string Path, string Markdown, string Html, string Licence, string LicenceText, string Author,
    DateTime CreatedAt, DateTime ChangedAt, long Downloads, bool Allowed, IReadOnlyList<TierOffer> OpenedBy, int Edition,
    IReadOnlyList<ResourceVersionDocument> Versions)
{
    internal static ResourceDocument Of(SeenResource seen, CommunityInfo community)
    {
        var resource = seen.Resource;
        return new(
            resource.Id, community.Library(resource.SpaceId)?.Slug, resource.Title, ResourcePaths.Of(community.Slug, resource.Id),
            resource.Markdown, resource.Html, resource.Licence, resource.LicenceText, seen.Author, resource.CreatedAt, resource.ChangedAt,
            resource.Downloads, seen.Decision.Allowed, seen.Decision.OpenedBy, resource.Edition,
            [.. seen.Versions.Select(v =>
                new ResourceVersionDocument(v.Number, v.Label, v.FileName, v.MediaType, v.Size, v.Sha256, v.AddedAt))]);
    }
}

/// <param name="Number">From 1; for `version` of a download.</param>
/// <param name="Version">As its author calls it; may be empty.</param>
public sealed record ResourceVersionDocument(
    int Number, string Version, string Name, string MediaType, long Size, string Sha256, DateTime AddedAt);

/// <param name="Tier">Slug of the tier that downloads it; null for whoever reads the space.</param>
/// <param name="Edition">The one that was read; null overwrites whatever stands there.</param>
public sealed record ResourceInput(
    string? Title, string? Description, string? Licence, string? LicenceText, string? Tier, int? Edition);

/// <param name="Url">Of its page.</param>
public sealed record ResourceCreated(long Id, string Url);
