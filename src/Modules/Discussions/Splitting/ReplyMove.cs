using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Splitting;

/// <summary>A moderator moved replies from one topic to another at once: by splitting a topic, or by merging one into another.</summary>
internal sealed class ReplyMove : ICommunityOwned
{
    private ReplyMove() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long FromTopicId { get; private set; }
    public long ToTopicId { get; private set; }

    /// <summary>The first of them that had not stood there before, which says where they came from.</summary>
    public long FirstReplyId { get; private set; }

    /// <summary>How many of them had not stood there before; 0 where all came back, and none says where from.</summary>
    public int Replies { get; private set; }
    public long MovedBy { get; private set; }
    public DateTime MovedAt { get; private set; }

    public static ReplyMove Of(Topic from, Topic to, Reply first, int replies, long by, DateTime now) => new()
    {
        CommunityId = from.CommunityId,
        FromTopicId = from.Id,
        ToTopicId = to.Id,
        FirstReplyId = first.Id,
        Replies = replies,
        MovedBy = by,
        MovedAt = now,
    };
}

/// <summary>
/// The number of a reply in a topic that it has left, so that its former address leads on; 0 for the text of a merged topic.
/// </summary>
internal sealed class LeftPlace : ICommunityOwned
{
    private LeftPlace() { }

    public long TopicId { get; private set; }
    public int Number { get; private set; }
    public long CommunityId { get; private set; }
    public long ReplyId { get; private set; }
    public long MoveId { get; private set; }

    public static LeftPlace Of(ReplyMove move, Reply reply, int number) => new()
    {
        TopicId = move.FromTopicId,
        Number = number,
        CommunityId = move.CommunityId,
        ReplyId = reply.Id,
        MoveId = move.Id,
    };
}

internal sealed class ReplyMoveMapping : IEntityTypeConfiguration<ReplyMove>
{
    public void Configure(EntityTypeBuilder<ReplyMove> builder)
    {
        builder.ToTable("reply_moves");
        builder.HasOne<Topic>().WithMany().HasForeignKey(m => m.FromTopicId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Topic>().WithMany().HasForeignKey(m => m.ToTopicId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Reply>().WithMany().HasForeignKey(m => m.FirstReplyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(m => m.MovedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.ToTopicId, m.FirstReplyId });
    }
}

internal sealed class LeftPlaceMapping : IEntityTypeConfiguration<LeftPlace>
{
    public void Configure(EntityTypeBuilder<LeftPlace> builder)
    {
        builder.ToTable("left_places");
        builder.HasKey(p => new { p.TopicId, p.Number });
        builder.HasOne<Topic>().WithMany().HasForeignKey(p => p.TopicId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Reply>().WithMany().HasForeignKey(p => p.ReplyId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ReplyMove>().WithMany().HasForeignKey(p => p.MoveId).OnDelete(DeleteBehavior.Cascade);
    }
}
