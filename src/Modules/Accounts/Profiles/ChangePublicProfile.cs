using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Profiles;

/// <summary>What somebody wants to say about themselves; <c>null</c> leaves a field as it is.</summary>
/// <param name="Handle">Blank gives it up.</param>
/// <param name="Bio">Markdown.</param>
internal sealed record WantedProfile(
    string? Handle = null, string? Bio = null, IReadOnlyList<string>? Links = null, bool? Shown = null, bool? Listed = null)
{
    public bool IsEmpty => this == new WantedProfile();
}

/// <summary>
/// A member's words about themselves. A handle is theirs alone: not one that looks like another's, nor one that somebody else has given
/// up a short while ago.
/// </summary>
internal sealed class ChangePublicProfile(AppDb db, CurrentMember member, TakingDown.ClosedParts closed, TimeProvider time)
{
    public Task RunAsync(WantedProfile wanted, CancellationToken cancel) => RunAsync(member.RequireId(), wanted, cancel);

    /// <summary>
    /// The same for a member who does not act now: a bot, for which others answer. In the caller's transaction where there is one.
    /// </summary>
    public async Task RunAsync(long me, WantedProfile wanted, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var handle = string.IsNullOrWhiteSpace(wanted.Handle) ? null : Handle.Check(wanted.Handle);
        var html = wanted.Bio is { } bio ? Render(bio) : null;
        var links = wanted.Links is null ? null : Check(wanted.Links);
        if (db.IsInTransaction)
        {
            await SaveAsync(me, wanted, handle, html, links, now, cancel);
            return;
        }
        await using var transaction = await db.BeginWriteAsync(cancel);
        await SaveAsync(me, wanted, handle, html, links, now, cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task SaveAsync(
        long me, WantedProfile wanted, string? handle, string? html, IReadOnlyList<string>? links, DateTime now, CancellationToken cancel)
    {
        // Of two who want one handle, or two that look alike, the second finds what the first has taken.
        await db.LockAsync(LockOn.Installation, 0, cancel);
        var profile = await db.Set<MemberProfile>().SingleOrDefaultAsync(p => p.MemberId == me, cancel);
        if (profile is null)
            db.Add(profile = MemberProfile.Of(me));
        if (handle is not null && handle != profile.Handle)
            await TakeAsync(profile, handle, now, cancel);
        else if (handle is null && wanted.Handle is not null && profile.Handle is not null)
            GiveUp(profile, now);
        if (html is not null)
        {
            if (wanted.Bio!.Trim() is { Length: > 0 } words && words != profile.Bio)
                await closed.RequireOpenAsync(me, ProfilePart.Bio, "bio", cancel);
            profile.Say(wanted.Bio.Trim(), html);
        }
        if (links is not null)
        {
            if (links.Count > 0 && !links.SequenceEqual(profile.LinkList))
                await closed.RequireOpenAsync(me, ProfilePart.Links, "links", cancel);
            profile.Link(links);
        }
        profile.Show(wanted.Shown ?? profile.IsShown, wanted.Listed ?? profile.IsListed);
        if (profile is { IsShown: true, Handle: null })
            throw Refused.AtField("handle", "handle_missing", "Choose a handle first: it becomes your page's address.");
        db.Publish(() => new ProfileChanged(me));
        await db.SaveChangesAsync(cancel);
    }

    private async Task TakeAsync(MemberProfile profile, string handle, DateTime now, CancellationToken cancel)
    {
        var (key, since) = (Handle.Skeleton(handle), now - FormerHandle.Rest);
        if (await db.Set<MemberProfile>().AnyAsync(p => p.HandleKey == key && p.MemberId != profile.MemberId, cancel))
            throw Refused.AtField("handle", "handle_taken", "This handle, or one that looks like it, is taken.");
        if (await db.Set<FormerHandle>().AnyAsync(h => h.HandleKey == key && h.MemberId != profile.MemberId && h.GivenUpAt > since, cancel))
            throw Refused.AtField("handle", "handle_rests", "Someone else used this handle until recently. Choose another one.");
        if (profile.HandleKey != key)
            GiveUp(profile, now);
        profile.Take(handle);
    }

    private void GiveUp(MemberProfile profile, DateTime now)
    {
        if (profile.HandleKey is { } former)
            db.Add(FormerHandle.Of(profile.MemberId, former, now));
        profile.GiveUpHandle();
    }

    private static string Render(string bio)
    {
        if (bio.Length > MemberProfile.MaxBio)
            throw Refused.AtField("bio", "bio_too_long", "Your bio has {0} characters; the limit is {1}.", bio.Length, MemberProfile.MaxBio);
        try
        {
            // Pictures would let other servers count who reads the page.
            var html = MarkdownRenderer.Render(
                bio.Trim(), new MarkdownOptions { IdPrefix = "bio-", HeadingShift = 3, RewriteImage = _ => null }).FullHtml;
            return html.Length <= MemberProfile.MaxBioHtml ? html : throw TooRich();
        }
        catch (MarkdownRefused)
        {
            throw TooRich();
        }
    }

    private static Refused TooRich() =>
        Refused.AtField("bio", "bio_too_rich", "The formatting is nested too deeply. Simplify it.");

    private static List<string> Check(IReadOnlyList<string> typed)
    {
        List<string> links = [.. typed.Select(l => l.Trim()).Where(l => l.Length > 0).Distinct()];
        if (links.Count > MemberProfile.MaxLinks)
            throw Refused.AtField("links", "links_too_many", "Add at most {0} links.", MemberProfile.MaxLinks);
        foreach (var link in links)
            if (link.Length > MemberProfile.MaxLink || !Uri.TryCreate(link, UriKind.Absolute, out var address)
                || address.Scheme != Uri.UriSchemeHttps || address.UserInfo.Length > 0 || link.Any(c => c <= ' ' || char.IsControl(c))
                || !link.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
                throw Refused.AtField("links", "link_malformed", "{0} is not a valid address, such as https://example.org/me.", link);
        return links;
    }
}
