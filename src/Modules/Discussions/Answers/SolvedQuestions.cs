using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Answers;

/// <summary>
/// A question is solved as long as others read its accepted answer. What was accepted is kept while the answer is out of sight, so that a
/// restored answer is the accepted one again.
/// </summary>
internal static class SolvedQuestions
{
    /// <summary>The accepted answer of a topic <c>t</c>, in SQL.</summary>
    public const string AnswerOfTopic =
        """
        (SELECT a.reply_id FROM accepted_answers a JOIN replies x ON x.id = a.reply_id AND x.standing = 'Shown' AND x.deleted_at IS NULL
            WHERE a.topic_id = t.id)
        """;

    /// <summary>Accepted answers that are shown.</summary>
    public static IQueryable<AcceptedAnswer> ShownAnswers(this AppDb db) => db.Set<AcceptedAnswer>()
        .Where(a => db.Set<Reply>().Any(r => r.Id == a.ReplyId && r.Standing == Standing.Shown && r.DeletedAt == null));

    /// <summary>Tells, where an accepted answer went out of sight or came back, what solves its question now. The caller saves.</summary>
    public static async Task TellIfAcceptedAsync(
        this AppDb db, Topic topic, Reply reply, bool wasShown, long by, CancellationToken cancel)
    {
        if (wasShown == reply.IsShown || topic.Kind != TopicKind.Question
            || !await db.Set<AcceptedAnswer>().AnyAsync(a => a.ReplyId == reply.Id, cancel))
            return;
        long? solved = reply.IsShown ? reply.Id : null;
        db.Publish(() => new AnswerAccepted(topic.CommunityId, reply.Told(by), topic.Place, solved));
    }
}
