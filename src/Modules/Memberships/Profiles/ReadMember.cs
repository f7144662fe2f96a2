using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Memberships.Access;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Memberships.Profiles;

/// <summary>
/// A member as others see them in one community: who is or was granted anything here and agrees to be shown. The team sees the page of
/// everyone who has a handle.
/// </summary>
internal sealed class ReadMember(
    AppDb db, IProfiles profiles, CommunityScope scope, CurrentHoldings held, TimeProvider time) : IShownMembers
{
    public const int PageSize = 60;

    /// <returns><c>null</c> alike for who is not there, is not here and is not shown.</returns>
    public async Task<Profile?> FindAsync(string handle, CancellationToken cancel) =>
        await profiles.FindAsync(handle, cancel) is { } profile && await IsHereAsync(profile.MemberId, cancel)
            && (profile.IsShown || await IsTeamAsync(cancel)) ? profile : null;

    /// <summary>The same by number, for what stands under a member's works.</summary>
    public async Task<Profile?> FindShownAsync(long memberId, CancellationToken cancel) =>
        (await profiles.ManyAsync([memberId], cancel)).GetValueOrDefault(memberId) is { IsShown: true } profile
            && await IsHereAsync(memberId, cancel) ? profile : null;

    /// <summary>Those who hold something here now and agree to be listed.</summary>
    public async Task<Page<Profile, long>> ListedAsync(long? after, CancellationToken cancel)
    {
        var found = await profiles.ListedAsync(Here(), after, PageSize + 1, cancel);
        return Paging.Cut(found.ToList(), PageSize, p => p.MemberId);
    }

    public async Task<IReadOnlyList<long>> FindAsync(
        string words, long? after, int count, CancellationToken cancel = default)
    {
        var looked = words.Trim().TrimStart('@').ToLowerInvariant();
        if (looked.Length == 0 || !await profiles.AnyListedAsync(cancel))
            return [];
        var here = Here();
        var handle = await profiles.FindAsync(looked, cancel);
        var byId = handle?.MemberId ?? 0;
        // Who is found by the handle stands first, and not once more among the names.
        var named = db.Members.Where(m => m.Id != byId && m.Name.ToLower().Contains(looked) && here.Contains(m.Id)).Select(m => m.Id);
        var found = (await profiles.ListedAsync(named, after, count, cancel)).Select(p => p.MemberId).ToList();
        if (after is null && handle is { } byHandle
            && (await profiles.ListedAsync(here.Where(id => id == byHandle.MemberId), null, 1, cancel)).Count > 0)
            found.Insert(0, byHandle.MemberId);
        return [.. found.Take(count)];
    }

    public async Task<IReadOnlyList<string>> PagesAsync(int count, CancellationToken cancel = default) =>
        await profiles.AnyListedAsync(cancel)
            ? [.. (await profiles.ListedAsync(Here(), null, count, cancel)).Select(p => ProfilePaths.Of(scope.Required.Slug, p.Handle))]
            : [];

    private IQueryable<long> Here()
    {
        var now = time.GetUtcNow().UtcDateTime;
        return db.Set<Grant>().Where(g => g.StartsAt <= now && (g.EndsAt == null || g.EndsAt > now)
            && (g.Revocation == null || g.Revocation.EffectiveAt > now)).Select(g => g.MemberId);
    }

    private Task<bool> IsHereAsync(long memberId, CancellationToken cancel) =>
        db.Members.AnyAsync(m => m.Id == memberId && (m.IsOwner || db.Set<Grant>().Any(g => g.MemberId == m.Id)), cancel);

    private async Task<bool> IsTeamAsync(CancellationToken cancel) =>
        (await held.GetAsync(cancel)).Permissions.Contains(Permissions.ManageMembers);
}
