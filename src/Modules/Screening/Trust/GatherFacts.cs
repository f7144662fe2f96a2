using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Screening.Settings;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Trust;

/// <summary>Asks all modules what members did in the community at hand.</summary>
internal sealed class GatherFacts(AppDb db, IEnumerable<ITakingPart> modules, IAccess access, TimeProvider time)
{
    /// <summary>Of as many as one query may name.</summary>
    public const int Most = 200;

    public async Task<IReadOnlyDictionary<long, TrustFacts>> OfAsync(IReadOnlyCollection<long> memberIds, NumbersOf numbers,
        CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var since = now.AddDays(-numbers[Numbers.TrustedWindow]);
        var ever = await SumAsync(memberIds, null, cancel);
        var lately = await SumAsync(memberIds, since, cancel);
        var (topics, posts) = (0, 0);
        foreach (var module in modules)
        {
            var volume = await module.VolumeAsync(db.CommunityId, since, cancel);
            (topics, posts) = (topics + volume.Topics, posts + volume.Posts);
        }
        var from = DateOnly.FromDateTime(since);
        var days = await db.Set<VisitDay>().Where(d => memberIds.Contains(d.MemberId)).GroupBy(d => d.MemberId)
            .Select(d => new { d.Key, All = d.Count(), Lately = d.Count(x => x.Day > from) }).ToDictionaryAsync(d => d.Key, cancel);
        var facts = new Dictionary<long, TrustFacts>();
        foreach (var member in memberIds)
        {
            var visited = days.GetValueOrDefault(member);
            facts[member] = new TrustFacts(
                ever.GetValueOrDefault(member, TakingPart.None), visited?.All ?? 0, lately.GetValueOrDefault(member, TakingPart.None),
                visited?.Lately ?? 0, topics, posts);
        }
        return facts;
    }

    /// <summary>Whether operators have taken something from a member; asked of the few alone for whom it matters.</summary>
    public async Task<bool> IsRestrictedAsync(long memberId, CancellationToken cancel) =>
        (await access.HoldingsAsync(new Viewer(memberId), db.CommunityId, time.GetUtcNow().UtcDateTime, cancel)).Restriction is not null;

    private async Task<Dictionary<long, TakingPart>> SumAsync(IReadOnlyCollection<long> memberIds, DateTime? since,
        CancellationToken cancel)
    {
        var sum = new Dictionary<long, TakingPart>();
        foreach (var module in modules)
            foreach (var (member, part) in await module.OfAsync(db.CommunityId, memberIds, since, cancel))
                sum[member] = sum.GetValueOrDefault(member, TakingPart.None).Plus(part);
        return sum;
    }
}
