using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Screening.Rules;
using Guildhall.Screening.Trials;
using Guildhall.Screening.Trust;

namespace Guildhall.Screening.Deciding;

/// <summary>What is known of who posts; asked only where a rule needs it.</summary>
internal sealed class AuthorFacts(LastPosts posts, TrustLevels trust, RecentAttempts attempts, IAccess access, TimeProvider time)
{
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public Task<TrustLevel> LevelAsync(long communityId, long memberId, CancellationToken cancel) =>
        trust.LevelAsync(communityId, memberId, cancel);

    /// <summary>Whoever moderates is judged by no rule and bound by no limit.</summary>
    public async Task<bool> IsTeamAsync(long communityId, long memberId, CancellationToken cancel)
    {
        var held = await access.HoldingsAsync(new Viewer(memberId), communityId, Now, cancel);
        return held.Permissions.Contains(Permissions.ModerateTopics) || held.Permissions.Contains(Permissions.ManageScreening);
    }

    /// <summary>What they said last.</summary>
    public async Task<AuthorPast> PastAsync(
        long communityId, long memberId, TrustLevel level, int count, IReadOnlyList<Attempt> tried, CancellationToken cancel)
    {
        var recent = await posts.OfAuthorAsync(communityId, memberId, count, cancel);
        return new AuthorPast(level, recent.Count(p => p.Fate == PostFate.Shown),
            [.. recent.Select(p => new PastPost(p))]) { Attempts = tried };
    }

    /// <inheritdoc cref="RecentAttempts.Note"/>
    public IReadOnlyList<Attempt> Note(long communityId, long memberId, string kind) => attempts.Note(communityId, memberId, kind);

    /// <inheritdoc cref="RecentAttempts.TakeBack"/>
    public void TakeBack(long communityId, long memberId) => attempts.TakeBack(communityId, memberId);
}
