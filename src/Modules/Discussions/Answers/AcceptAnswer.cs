using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Answers;

/// <summary>The asker or a moderator says which answer solved a question, or takes that back. The last word counts.</summary>
internal sealed class AcceptAnswer(AppDb db, TopicGate gate, CommunityScope scope)
{
    /// <param name="replyId">An answer to the question; <c>null</c> for none.</param>
    /// <exception cref="Refused">422 at the field "reply": it is no answer to this question.</exception>
    public async Task<Topic> RunAsync(long topicId, long? replyId, CancellationToken cancel)
    {
        var seen = await db.Set<Topic>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == topicId && t.Kind == TopicKind.Question, cancel)
            ?? throw Refused.NotFound();
        var by = await gate.RequireChangeAsync(seen, seen, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Topic, topicId, cancel);
        await db.RequireUnarchivedAsync(topicId, cancel);
        var topic = await db.Set<Topic>().SingleAsync(t => t.Id == topicId, cancel);
        var accepted = await db.Set<AcceptedAnswer>().SingleOrDefaultAsync(a => a.TopicId == topicId, cancel);
        if (accepted?.ReplyId == replyId)
            return topic;
        if (replyId is not { } id)
            db.Remove(accepted!);
        else
        {
            var reply = await db.Set<Reply>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.TopicId == topicId, cancel);
            if (reply is not { IsShown: true, ReplyToId: null })
                throw Refused.AtField("reply", "answer_unknown", "Choose an answer to this question.");
            if (accepted is null)
                db.Add(AcceptedAnswer.Of(topic, reply, by, gate.Now));
            else
                accepted.Become(reply, by, gate.Now);
        }
        db.Publish(() => new AnswerAccepted(scope.Id, topic.Told(by), topic.Place, replyId));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return topic;
    }
}
