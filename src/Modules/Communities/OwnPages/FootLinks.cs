using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Communities.OwnPages;

/// <summary>Reads links as operators write them: one a line, the words and then the address.</summary>
internal static class FootLinks
{
    public const int Most = 12, MostInMenu = 6, MaxText = 60, MaxHref = 500;

    /// <param name="field">Where they were typed.</param>
    /// <exception cref="Refused">At the field, naming the line.</exception>
    public static string Check(string? typed, string field = "links", int most = Most)
    {
        var lines = CommunityText.Lines(typed).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length > most)
            throw Refused.AtField(field, "links_too_many", "There can be at most {0} links.", most);
        foreach (var line in lines)
            if (Read(line) is not { } link || link.Text.Length > MaxText || link.Href.Length > MaxHref || !IsAddress(link.Href))
                throw Refused.AtField(field, "link_bad", "“{0}” is no link. Write a few words and then an address that begins with https://.", line);
        return string.Join('\n', lines);
    }

    /// <param name="kept">As <see cref="Check"/> gave it.</param>
    public static IReadOnlyList<FootLink> Of(string kept) =>
        [.. kept.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read).OfType<FootLink>()];

    private static FootLink? Read(string line)
    {
        var blank = line.LastIndexOfAny([' ', '\t']);
        return blank <= 0 ? null : new FootLink(line[..blank].TrimEnd(), line[(blank + 1)..]);
    }

    private static bool IsAddress(string href) => LocalPath.Or("", href) == href
        || (Uri.TryCreate(href, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" or "mailto");
}

/// <summary>Changes the links at the foot of every page, and those in the menu.</summary>
internal sealed class ChangeFootLinks(AppDb db, Guard guard, CommunityCache cache)
{
    public async Task RunAsync(long communityId, string? foot, string? menu, ShownValues shown, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.ManageCommunity, cancel);
        var (links, inMenu) = (FootLinks.Check(foot), FootLinks.Check(menu, "menu", FootLinks.MostInMenu));
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, communityId, cancel);
        var community = await db.Set<Community>().SingleOrDefaultAsync(c => c.Id == communityId, cancel) ?? throw Refused.NotFound();
        var foots = shown.Merge("links", links, community.FootLinks) ?? community.FootLinks;
        var menus = shown.Merge("menu", inMenu, community.MenuLinks) ?? community.MenuLinks;
        shown.Settle();
        if ((foots, menus) == (community.FootLinks, community.MenuLinks))
            return;
        community.LinkTo(foots, menus);
        db.Publish(() => new CommunityChanged(communityId, by, "links"));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        cache.Evict();
    }
}
