using System.Globalization;
using Guildhall.Growth.Rewards;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Priority;

/// <summary>Sets the clock of a question that a member spends a ticket on. Inside the transaction of the redemption.</summary>
internal sealed class PrioritiseQuestion(AppDb db, WaitingOfMember waiting, TimeProvider time)
{
    public async Task RunAsync(Reward reward, Redemption redemption, long? topicId, CancellationToken cancel)
    {
        if (topicId is not { } topic || (await waiting.FindAsync(redemption.MemberId, cancel)).All(q => q.TopicId != topic))
            throw Refused.AtField("topic", "question_unknown", "Choose a question of yours that nobody has answered yet.");
        if (await db.Set<Redemption>().AnyAsync(r => r.TopicId == topic && r.State == RedemptionState.Open, cancel))
            throw Refused.AtField("topic", "question_prioritised", "This question has priority already.");
        var due = time.GetUtcNow().UtcDateTime.AddHours(reward.Hours);
        redemption.Prioritise(topic, due);
        db.Enqueue(() => new WorkOrder(redemption.Id.ToString(CultureInfo.InvariantCulture), new EndPriority(redemption.Id), due));
    }
}

/// <summary>Questions of a member that nobody has answered.</summary>
internal sealed class WaitingOfMember(IQuestions questions, CommunityScope scope, TimeProvider time)
{
    // Older ones are no matter of hours any more.
    private const int Days = 90, Most = 500;

    public async Task<IReadOnlyList<WaitingQuestion>> FindAsync(long memberId, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        // Until is exclusive, and what was asked at this moment waits too.
        var waiting = await questions.WaitingAsync(scope.Id, now.AddDays(-Days), now.AddSeconds(1), Most, cancel);
        return [.. waiting.Where(q => q.AskerId == memberId)];
    }
}
