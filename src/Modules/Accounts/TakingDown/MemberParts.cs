using System.Net;
using System.Text;
using Guildhall.Accounts.Profiles;
using Guildhall.Accounts.Settings;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.TakingDown;

/// <summary>
/// Members as moderators see them: picture, cover, bio and links. They belong to the installation, so what one community takes down is
/// gone in all.
/// </summary>
internal sealed class MemberParts(AppDb db, TakeDownParts down, ICommunities communities) : IReportedParts
{
    private static readonly IReadOnlyList<ProfilePart> All = Enum.GetValues<ProfilePart>();

    public IReadOnlyList<string> Kinds => [ChangeFace.Kind];

    public async Task<ReportedThing?> FindAsync(long communityId, Thing thing, CancellationToken cancel = default)
    {
        if (await db.Members.AsNoTracking().SingleOrDefaultAsync(m => m.Id == thing.Id, cancel) is not { } member)
            return null;
        var profile = await db.Set<MemberProfile>().AsNoTracking().SingleOrDefaultAsync(p => p.MemberId == thing.Id, cancel);
        var taken = await db.Set<TakenDownPart>().AsNoTracking()
            .Where(p => p.MemberId == thing.Id && p.DecidedIn == communityId && p.PutBackAt == null).OrderBy(p => p.Id).ToListAsync(cancel);
        var html = new StringBuilder();
        Picture(html, member.Face);
        Picture(html, profile?.Cover);
        html.Append(profile?.BioHtml);
        Links(html, profile?.Links);
        foreach (var part in taken)
        {
            // Struck out: it is what others no longer see.
            html.Append("<del>");
            if (part.IsPicture)
                Picture(html, part.Content);
            else if (part.Part == ProfilePart.Bio)
                html.Append(part.Html);
            else
                Links(html, part.Content);
            html.Append("</del>");
        }
        var path = profile is { IsShown: true, Handle: { } handle } && await communities.FindAsync(communityId, cancel) is { } community
            ? $"/c/{community.Slug}/members/{handle}" : "";
        return new ReportedThing(thing, thing.Id, member.Name, html.ToString(), path, member.CreatedAt, IsRemoved: false);
    }

    public async Task<IReadOnlyList<ProfilePart>> PartsAsync(Thing thing, CancellationToken cancel = default)
    {
        var face = await db.Members.Where(m => m.Id == thing.Id).Select(m => m.Face).SingleOrDefaultAsync(cancel);
        var profile = await db.Set<MemberProfile>().AsNoTracking().SingleOrDefaultAsync(p => p.MemberId == thing.Id, cancel);
        return [.. All.Where(part => TakeDownParts.ContentOf(part, face, profile).Length > 0)];
    }

    public Task<IReadOnlyList<ProfilePart>> TakeDownAsync(
        Thing thing, PartsToTakeDown wanted, CancellationToken cancel = default) =>
        down.TakeAsync(thing.Id, wanted, cancel);

    public Task<bool> PutBackAsync(Thing thing, long caseId, long by, CancellationToken cancel = default) =>
        down.PutBackAsync(thing.Id, caseId, by, cancel);

    public async Task<bool> RemoveAsync(long communityId, Thing thing, long by, CancellationToken cancel = default) =>
        (await TakeDownAsync(thing, new PartsToTakeDown(communityId, 0, All, null, by), cancel)).Count > 0;

    public Task<bool> RestoreAsync(long communityId, Thing thing, long by, CancellationToken cancel = default) =>
        PutBackAsync(thing, 0, by, cancel);

    private static void Picture(StringBuilder html, string? path)
    {
        if (path is { Length: > 0 })
            html.Append("<p><img alt=\"\" width=\"240\" src=\"").Append(WebUtility.HtmlEncode(path)).Append("\"></p>");
    }

    private static void Links(StringBuilder html, string? links)
    {
        if (links is not { Length: > 0 })
            return;
        html.Append("<ul>");
        // As text: a moderator looks at them, and does not go there by mistake.
        foreach (var link in links.Split('\n'))
            html.Append("<li>").Append(WebUtility.HtmlEncode(link)).Append("</li>");
        html.Append("</ul>");
    }
}
