using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Places;

namespace Guildhall.Communities.Shells;

/// <summary>What the frame shows of a community to everyone who holds the same, and the markup that was made of it.</summary>
internal sealed record KnownFrame(ShellCommunity? Community, IReadOnlyList<MenuEntry> Menu, bool MayManage, DrawnParts? Drawn);

/// <summary>
/// Frames by what decides them: the community as this node has it in memory, which menu entries the viewer has, which spaces are locked.
/// A change of the community puts another one into memory, and its frames go with the old one.
/// </summary>
internal sealed class KnownFrames(MenuEntries menu, SpaceKinds kinds)
{
    private const int MostOfCommunity = 50;

    private readonly ConditionalWeakTable<CommunityInfo, ConcurrentDictionary<string, KnownFrame>> _frames = [];

    /// <param name="left">Addresses of entries that are not there for this viewer, as modules say.</param>
    public KnownFrame Of(CommunityInfo? community, bool isSignedIn, Holdings holdings, IReadOnlyCollection<string> left)
    {
        if (community is null)
            return Make(null, isSignedIn, holdings, left);
        var known = _frames.GetOrCreateValue(community);
        var seen = Seen(community, isSignedIn, holdings, left);
        if (known.TryGetValue(seen, out var frame))
            return frame;
        if (known.Count >= MostOfCommunity)
            known.Clear();
        return known[seen] = Make(community, isSignedIn, holdings, left);
    }

    /// <summary>One sign for each entry and each space: who has the same signs sees the same frame.</summary>
    private string Seen(CommunityInfo community, bool isSignedIn, Holdings holdings, IReadOnlyCollection<string> left) =>
        string.Create(1 + menu.All.Count + community.Spaces.Count, (menu.All, community, isSignedIn, holdings, left), static (signs, of) =>
        {
            signs[0] = Sign(of.isSignedIn);
            for (var i = 0; i < of.All.Count; i++)
                signs[1 + i] = Sign(IsFor(of.All[i], of.community, of.isSignedIn, of.holdings, of.left));
            for (var i = 0; i < of.community.Spaces.Count; i++)
                signs[1 + of.All.Count + i] = Sign(of.holdings.Opens(of.community.Spaces[i].TierId));
        });

    private static char Sign(bool yes) => yes ? '1' : '0';

    private KnownFrame Make(CommunityInfo? community, bool isSignedIn, Holdings holdings, IReadOnlyCollection<string> left)
    {
        MenuEntry[] entries = [.. menu.All.Where(entry => IsFor(entry, community, isSignedIn, holdings, left))];
        var shown = community is null ? null : Shown(community, holdings);
        return new KnownFrame(shown, entries, entries.Any(entry => entry.Place.IsManaged()),
            shown is null ? null : new DrawnParts { Links = [.. LinksOf(shown, entries)] });
    }

    private static bool IsFor(
        MenuEntry entry, CommunityInfo? community, bool isSignedIn, Holdings holdings, IReadOnlyCollection<string> left) =>
        !left.Contains(entry.Href) && (entry.Place == MenuPlace.Account ? isSignedIn : community is not null)
        && (entry.Permission is null ? !entry.Place.IsManaged() : holdings.Permissions.Contains(entry.Permission));

    private ShellCommunity Shown(CommunityInfo community, Holdings holdings) => new(
        community.Id, community.Slug, community.Name, community.Accent, community.TimeZone,
        [.. kinds.Shown(community).Select(s => new ShellSpace(s.Slug, s.Name, s.Kind.ToString(), !holdings.Opens(s.TierId)))])
    {
        Logo = community.Logo,
        OwnPages = community.OwnPages,
        FootLinks = community.FootLinks,
        MenuLinks = community.MenuLinks,
    };

    private static IEnumerable<string> LinksOf(ShellCommunity community, MenuEntry[] entries) =>
    [
        $"/c/{community.Slug}", $"/c/{community.Slug}/manage",
        .. entries.Where(e => e.Place == MenuPlace.Community)
            .Select(e => e.Href.Replace("{community}", community.Slug, StringComparison.Ordinal)),
        .. community.Spaces.Select(s => $"/c/{community.Slug}/s/{s.Slug}"),
    ];
}
