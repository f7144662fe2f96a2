using Guildhall.Discussions.Replies;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Answers;

/// <summary>What a member thinks of an answer; it may change.</summary>
internal sealed class Vote : ICommunityOwned
{
    private Vote() { }

    public long ReplyId { get; private set; }
    public long MemberId { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>
    /// Of the answer, to notice who votes for the same person again and again. Of an anonymous one the voter, who takes this row along and
    /// must not learn whose it was: it counts for nobody.
    /// </summary>
    public long AuthorId { get; private set; }

    /// <summary>1 or -1.</summary>
    public int Value { get; private set; }

    public DateTime At { get; private set; }

    public static Vote On(Reply reply, long memberId, int value, DateTime now) => new()
    {
        ReplyId = reply.Id,
        MemberId = memberId,
        CommunityId = reply.CommunityId,
        AuthorId = reply.IsAnonymous ? memberId : reply.AuthorId,
        Value = value,
        At = now,
    };

    public void Become(int value, DateTime now) => (Value, At) = (value, now);
}

internal sealed class VoteMapping : IEntityTypeConfiguration<Vote>
{
    public void Configure(EntityTypeBuilder<Vote> builder)
    {
        builder.ToTable("reply_votes");
        builder.HasKey(v => new { v.ReplyId, v.MemberId });
        builder.HasOne<Reply>().WithMany().HasForeignKey(v => v.ReplyId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(v => v.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(v => new { v.MemberId, v.At });
        builder.HasIndex(v => new { v.CommunityId, v.AuthorId });
    }
}
