using System.Globalization;
using Guildhall.Kernel.Contracts.Communities;

namespace Guildhall.Kernel.Contracts.Content;

/// <summary>
/// Addresses of the pictures that Content draws of a community, its spaces and its articles. They begin with a slash, are
/// percent-encoded, and change with what is drawn, so that browsers may keep them.
/// </summary>
public static class CoverPaths
{
    private const string Svg = "cover.svg", Png = "card.png";

    /// <summary>Of the community: the picture that its operators chose, in a width for lists, else one of 600 by 400.</summary>
    public static string Community(CommunityInfo community) =>
        community.Cover is { } chosen ? Listed(chosen) : Of(Home(community), Svg, VersionOf(community));

    /// <summary>Of the community, for messengers: its operators' picture, else a PNG of 1200 by 630.</summary>
    public static string CommunityCard(CommunityInfo community) =>
        community.Cover is { } chosen ? Shared(chosen) : Of(Home(community), Png, VersionOf(community));

    /// <summary>Of a space as a book: the picture that its operators chose, in a width for lists, else one of 600 by 800.</summary>
    public static string Column(CommunityInfo community, SpaceInfo space) =>
        space.Cover is { } chosen ? Listed(chosen) : Of(SpaceAt(community, space), Svg, VersionOf(community, space.Name));

    /// <summary>Of a space, for messengers: its operators' picture, else a PNG of 1200 by 630.</summary>
    public static string ColumnCard(CommunityInfo community, SpaceInfo space) =>
        space.Cover is { } chosen ? Shared(chosen) : Of(SpaceAt(community, space), Png, VersionOf(community, space.Name));

    /// <summary>Of an article: the picture that its author chose, in a width for lists, else one of 600 by 400.</summary>
    /// <param name="path">The article's.</param>
    /// <param name="chosen">Address of the author's picture; <c>null</c> without one.</param>
    public static string Article(CommunityInfo community, string path, string title, string? chosen) =>
        chosen is null ? Of(path, Svg, VersionOf(community, title)) : Listed(chosen);

    /// <summary>Of an article, for messengers: the author's picture, else a PNG of 1200 by 630.</summary>
    public static string ArticleCard(CommunityInfo community, string path, string title, string? chosen) =>
        chosen is null ? Of(path, Png, VersionOf(community, title)) : Shared(chosen);

    /// <summary>Across the top of a member's page: the picture that they chose, else one of 1200 by 300.</summary>
    /// <param name="path">Of the page.</param>
    /// <param name="chosen">Address of the member's picture; <c>null</c> without one.</param>
    public static string Member(CommunityInfo community, string path, string handle, string? chosen) =>
        chosen is null ? Of(path, Svg, VersionOf(community, handle)) : Shared(chosen);

    /// <summary>The page with a poster to pass on.</summary>
    /// <param name="path">Of an article or a space.</param>
    public static string Poster(string path) => path + "/poster";

    /// <summary>The poster of that page: PNG, 1080 by 1440.</summary>
    public static string PosterPicture(CommunityInfo community, string path, string title) =>
        Of(path, "poster.png", VersionOf(community, title));

    /// <summary>In points: for phones of Apple, and for what others ask of a manifest.</summary>
    public static readonly IReadOnlyList<int> IconSizes = [180, 192, 512];

    /// <summary>The community on a phone's screen: PNG, square, drawn from name and accent.</summary>
    /// <param name="size">One of <see cref="IconSizes"/>.</param>
    public static string Icon(CommunityInfo community, int size) => Of(Home(community), $"icon-{size}.png", VersionOf(community));

    /// <summary>Tells pictures apart that were drawn of other words or in another colour.</summary>
    public static string VersionOf(CommunityInfo community, string title = "")
    {
        // FNV-1a, 32 bits.
        var hash = 2166136261u;
        foreach (var part in new[] { community.Name, community.Accent, community.Language, title, "2" })
            foreach (var letter in part)
                hash = unchecked((hash ^ letter) * 16777619u);
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }

    private static string Listed(string chosen) => chosen + "?w=640";

    private static string Shared(string chosen) => chosen + "?w=1600";

    private static string Home(CommunityInfo community) => $"/c/{community.Slug}";

    private static string SpaceAt(CommunityInfo community, SpaceInfo space) => $"/c/{community.Slug}/s/{Uri.EscapeDataString(space.Slug)}";

    private static string Of(string path, string name, string version) => $"{path}/{name}?v={version}";
}
