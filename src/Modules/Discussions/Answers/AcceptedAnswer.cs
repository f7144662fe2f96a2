using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Answers;

/// <summary>The answer that solved a question, as the asker or a moderator says. Its key allows one of each question.</summary>
internal sealed class AcceptedAnswer : ICommunityOwned
{
    private AcceptedAnswer() { }

    public long TopicId { get; private set; }
    public long ReplyId { get; private set; }
    public long CommunityId { get; private set; }
    public long AcceptedBy { get; private set; }
    public DateTime AcceptedAt { get; private set; }

    public static AcceptedAnswer Of(Topic topic, Reply reply, long by, DateTime now) => new()
    {
        TopicId = topic.Id,
        ReplyId = reply.Id,
        CommunityId = topic.CommunityId,
        AcceptedBy = by,
        AcceptedAt = now,
    };

    /// <summary>The same in another question.</summary>
    public static AcceptedAnswer Moved(Topic to, AcceptedAnswer before) => new()
    {
        TopicId = to.Id,
        ReplyId = before.ReplyId,
        CommunityId = to.CommunityId,
        AcceptedBy = before.AcceptedBy,
        AcceptedAt = before.AcceptedAt,
    };

    public void Become(Reply reply, long by, DateTime now) => (ReplyId, AcceptedBy, AcceptedAt) = (reply.Id, by, now);
}

internal sealed class AcceptedAnswerMapping : IEntityTypeConfiguration<AcceptedAnswer>
{
    public void Configure(EntityTypeBuilder<AcceptedAnswer> builder)
    {
        builder.ToTable("accepted_answers");
        builder.HasKey(a => a.TopicId);
        builder.Property(a => a.TopicId).ValueGeneratedNever();
        builder.HasOne<Topic>().WithOne().HasForeignKey<AcceptedAnswer>(a => a.TopicId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Reply>().WithMany().HasForeignKey(a => a.ReplyId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(a => a.AcceptedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
