using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Profiles;

internal sealed class PublicProfiles(AppDb db, PreparedReads reads) : IProfiles
{
    public async Task<IReadOnlyDictionary<long, Profile>> ManyAsync(
        IReadOnlyCollection<long> memberIds, CancellationToken cancel = default) =>
        memberIds.Count == 0 ? new Dictionary<long, Profile>()
        : (await ReadAsync(db.Set<MemberProfile>().Where(p => memberIds.Contains(p.MemberId)), cancel)).ToDictionary(p => p.MemberId);

    public async Task<Profile?> FindAsync(string handle, CancellationToken cancel = default)
    {
        var tidy = Handle.Tidy(handle);
        return (await ReadAsync(db.Set<MemberProfile>().Where(p => p.Handle == tidy), cancel)).SingleOrDefault();
    }

    public async Task<IReadOnlyList<Profile>> ByHandlesAsync(IReadOnlyCollection<string> handles, CancellationToken cancel = default)
    {
        var tidy = handles.Select(Handle.Tidy).Distinct().ToList();
        return tidy.Count == 0 ? [] : await ReadAsync(db.Set<MemberProfile>().Where(p => tidy.Contains(p.Handle!)), cancel);
    }

    public Task<IReadOnlyList<Profile>> ListedAsync(
        IQueryable<long> memberIds, long? after, int count, CancellationToken cancel = default)
    {
        var listed = db.Set<MemberProfile>().Where(p => p.IsListed && memberIds.Contains(p.MemberId));
        if (after is { } last)
            listed = listed.Where(p => p.MemberId > last);
        return ReadAsync(listed.OrderBy(p => p.MemberId).Take(count), cancel);
    }

    public Task<bool> AnyListedAsync(CancellationToken cancel = default) => reads.RunAsync(
        "SELECT EXISTS (SELECT 1 FROM member_profiles WHERE is_listed = TRUE)", [],
        async (row, stop) => await row.ReadAsync(stop) && row.GetBoolean(0), cancel);

    /// <summary>The own profile, for its form.</summary>
    public Task<MemberProfile?> OwnAsync(long memberId, CancellationToken cancel) =>
        db.Set<MemberProfile>().AsNoTracking().SingleOrDefaultAsync(p => p.MemberId == memberId, cancel);

    private async Task<IReadOnlyList<Profile>> ReadAsync(IQueryable<MemberProfile> profiles, CancellationToken cancel)
    {
        var rows = await profiles.AsNoTracking().Where(p => p.Handle != null)
            .Join(db.Members, p => p.MemberId, m => m.Id, (p, m) => new { Profile = p, m.Name, m.Face }).ToListAsync(cancel);
        return [.. rows.Select(r => new Profile(
            r.Profile.MemberId, r.Name, r.Profile.Handle!, r.Profile.BioHtml, r.Profile.LinkList, r.Profile.IsShown)
            { Face = r.Face, Cover = r.Profile.IsShown ? r.Profile.Cover : null })
            .OrderBy(p => p.MemberId)];
    }
}
