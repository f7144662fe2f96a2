using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Replies;

/// <summary>A reply, an answer (to a question, itself replying to nobody) or a comment.</summary>
internal sealed class Reply : Post
{
    public const string OwnKind = "reply";

    private Reply() { }

    public long TopicId { get; private set; }

    /// <summary>Its place in the topic, from 1; <c>null</c> until it is shown for the first time.</summary>
    public int? Number { get; private set; }

    /// <summary>The reply of the same topic that it answers; <c>null</c> for the topic itself.</summary>
    public long? ReplyToId { get; private set; }

    /// <summary>Sum of the votes on it.</summary>
    public int Score { get; private set; }

    public Thing Thing => new(OwnKind, Id);

    public static Reply To(Topic topic, long? replyTo, long authorId, DateTime now) => new()
    {
        TopicId = topic.Id,
        CommunityId = topic.CommunityId,
        ReplyToId = replyTo,
        AuthorId = authorId,
        // The asker of an anonymous question stays anonymous in it.
        IsAnonymous = topic.IsAnonymous && authorId == topic.AuthorId,
        CreatedAt = now,
    };

    /// <summary>The text of a topic that is merged into another, under the number 0 until it gets its own there.</summary>
    public static Reply OfText(Topic topic)
    {
        var reply = new Reply
        {
            TopicId = topic.Id,
            Number = 0,
            CommunityId = topic.CommunityId,
            AuthorId = topic.AuthorId,
            IsAnonymous = topic.IsAnonymous,
            CreatedAt = topic.CreatedAt,
        };
        reply.Take(topic);
        return reply;
    }

    /// <summary>Stands in another topic from now on: behind the others, or at the place that it had there before.</summary>
    public void MoveTo(Topic from, Topic to, int? former)
    {
        TopicId = to.Id;
        if (Number is null)
            return;
        Number = former ?? to.NextNumber();
        if (!IsShown)
            return;
        from.Lose();
        to.Regain();
    }

    /// <summary>
    /// It is the topic's text again, which keeps its words. The row stays without a number, so that addresses that name it lead on.
    /// </summary>
    public void BecomeTextOf(Topic topic, long by, DateTime now)
    {
        Number = null;
        topic.Lose();
        Erase(by, now);
    }

    public void Answer(long? replyTo) => ReplyToId = replyTo;

    /// <summary>A vote came, changed or went.</summary>
    public void Count(int difference) => Score += difference;

    /// <summary>
    /// Others read it from now on, unless it is deleted. One that was held from the beginning takes its place by this instant.
    /// </summary>
    public void ShowIn(Topic topic, DateTime now)
    {
        Release();
        if (IsShown)
            TakePlaceIn(topic, now);
    }

    /// <summary>It is not deleted any more; one that was released meanwhile takes its place by this instant.</summary>
    public void RestoreIn(Topic topic, DateTime now)
    {
        Restore();
        if (IsShown)
            TakePlaceIn(topic, now);
    }

    private void TakePlaceIn(Topic topic, DateTime now)
    {
        if (Number is not null)
        {
            topic.Regain();
            return;
        }
        CreatedAt = now;
        Number = topic.Take(this, now);
    }
}

internal sealed class ReplyMapping : IEntityTypeConfiguration<Reply>
{
    public void Configure(EntityTypeBuilder<Reply> builder)
    {
        builder.ToTable("replies");
        builder.Property(r => r.Excerpt).HasMaxLength(Post.MaxExcerpt);
        builder.Property(r => r.Edition).IsConcurrencyToken();
        builder.Ignore(r => r.Thing);
        builder.Ignore(r => r.IsShown);
        builder.Ignore(r => r.IsErased);
        builder.Ignore(r => r.WrittenAt);
        builder.HasOne<Topic>().WithMany().HasForeignKey(r => r.TopicId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Reply>().WithMany().HasForeignKey(r => r.ReplyToId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.TopicId, r.Number }).IsUnique();
        // Answers by votes.
        builder.HasIndex(r => new { r.TopicId, r.ReplyToId, r.Score, r.Id });
        builder.HasIndex(r => new { r.CommunityId, r.AuthorId, r.Id });
    }
}
