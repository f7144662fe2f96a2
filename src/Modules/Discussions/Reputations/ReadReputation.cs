using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Replies;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Reputations;

/// <param name="Points">At least 1.</param>
/// <param name="Votes">That say that an answer helps.</param>
internal sealed record ReputationFacts(int Points, int AcceptedAnswers, int Votes);

/// <summary>What votes and accepted answers say of a member, for everybody. It names no question, so it asks no gate.</summary>
internal sealed class ReadReputation(AppDb db)
{
    /// <returns><c>null</c> for whom no vote has been cast and no answer accepted.</returns>
    public async Task<ReputationFacts?> FindAsync(long memberId, CancellationToken cancel)
    {
        if (await db.Set<Reputation>().Where(r => r.MemberId == memberId).Select(r => (int?)r.Points).SingleOrDefaultAsync(cancel)
            is not { } points)
            return null;
        var answers = await db.Set<AcceptedAnswer>().CountAsync(a => db.Set<Reply>().Any(r => r.Id == a.ReplyId && r.AuthorId == memberId
            && !r.IsAnonymous && r.DeletedAt == null), cancel);
        return new ReputationFacts(points, answers, await db.Set<Vote>().CountAsync(v => v.AuthorId == memberId && v.Value > 0, cancel));
    }
}
