using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Asking;

/// <summary>Of whom a question is asked says that they will not answer. Repeating it changes nothing.</summary>
internal sealed class DeclineQuestion(AppDb db, TopicGate gate, CurrentMember member, CommunityScope scope)
{
    /// <exception cref="Refused">404: it is not asked of whoever acts.</exception>
    public async Task<Topic> RunAsync(long topicId, CancellationToken cancel)
    {
        var by = member.RequireId();
        var topic = await db.Set<Topic>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == topicId, cancel);
        await gate.RequireReadAsync(topic, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Topic, topicId, cancel);
        var asked = await db.Set<AskedExpert>().SingleOrDefaultAsync(a => a.TopicId == topicId && a.MemberId == by, cancel)
            ?? throw Refused.NotFound();
        if (asked.DeclinedAt is not null)
            return topic!;
        asked.Decline(gate.Now);
        db.Publish(() => new QuestionDeclined(scope.Id, by, topic!.Place));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return topic!;
    }
}
