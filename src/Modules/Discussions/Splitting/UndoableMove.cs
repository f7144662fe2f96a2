using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Splitting;

/// <summary>What a move changed beside the places of replies, kept as long as it can be undone. See decision 35.</summary>
internal sealed class UndoableMove : ICommunityOwned
{
    public const int Days = 7;

    private UndoableMove() { }

    public long MoveId { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>UTC: it can be undone before this instant.</summary>
    public DateTime Until { get; private set; }

    /// <summary>Whether the topic to which they went was opened for them.</summary>
    public bool WasNew { get; private set; }

    /// <summary>Of a merger: the reply that the topic's text became; <c>null</c> for a split.</summary>
    public long? TextReplyId { get; private set; }

    /// <summary>The accepted answer that went along; <c>null</c> for none, as are the two below.</summary>
    public long? AcceptedReplyId { get; private set; }

    public long? AcceptedBy { get; private set; }
    public DateTime? AcceptedAt { get; private set; }

    /// <summary>Who had pinned the merged topic; <c>null</c> for nobody.</summary>
    public long? PinnedBy { get; private set; }

    public DateTime? PinnedAt { get; private set; }
    public long? UndoneBy { get; private set; }
    public DateTime? UndoneAt { get; private set; }

    public bool IsMerger => TextReplyId is not null;

    public static UndoableMove Of(ReplyMove move, bool wasNew, Reply? text) => new()
    {
        MoveId = move.Id,
        CommunityId = move.CommunityId,
        Until = move.MovedAt.AddDays(Days),
        WasNew = wasNew,
        TextReplyId = text?.Id,
    };

    public void Keep(AcceptedAnswer accepted) =>
        (AcceptedReplyId, AcceptedBy, AcceptedAt) = (accepted.ReplyId, accepted.AcceptedBy, accepted.AcceptedAt);

    public void Keep(Pin pin) => (PinnedBy, PinnedAt) = (pin.PinnedBy, pin.PinnedAt);

    public void Undo(long by, DateTime now) => (UndoneBy, UndoneAt) = (by, now);
}

/// <summary>What a reply answered before a move; also of those that were held and had no place yet.</summary>
internal sealed class UndoableTie : ICommunityOwned
{
    private UndoableTie() { }

    public long MoveId { get; private set; }
    public long ReplyId { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary><c>null</c> for the topic itself.</summary>
    public long? ReplyToId { get; private set; }

    public static UndoableTie Of(ReplyMove move, long replyId, long? replyTo) =>
        new() { MoveId = move.Id, ReplyId = replyId, CommunityId = move.CommunityId, ReplyToId = replyTo };
}

/// <summary>How closely a member followed the topic to which replies were moved, before that made it more.</summary>
internal sealed class UndoableFollowing : ICommunityOwned
{
    private UndoableFollowing() { }

    public long MoveId { get; private set; }
    public long MemberId { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary><c>null</c> where they had never been there.</summary>
    public Following.Following? Following { get; private set; }
}

internal sealed class UndoableMoveMapping : IEntityTypeConfiguration<UndoableMove>
{
    public void Configure(EntityTypeBuilder<UndoableMove> builder)
    {
        builder.ToTable("undoable_moves");
        builder.HasKey(m => m.MoveId);
        builder.Property(m => m.MoveId).ValueGeneratedNever();
        builder.Ignore(m => m.IsMerger);
        builder.HasOne<ReplyMove>().WithOne().HasForeignKey<UndoableMove>(m => m.MoveId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Reply>().WithMany().HasForeignKey(m => m.TextReplyId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Reply>().WithMany().HasForeignKey(m => m.AcceptedReplyId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(m => m.AcceptedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(m => m.PinnedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(m => m.UndoneBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => m.Until);
    }
}

internal sealed class UndoableTieMapping : IEntityTypeConfiguration<UndoableTie>
{
    public void Configure(EntityTypeBuilder<UndoableTie> builder)
    {
        builder.ToTable("undoable_ties");
        builder.HasKey(t => new { t.MoveId, t.ReplyId });
        builder.HasOne<UndoableMove>().WithMany().HasForeignKey(t => t.MoveId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Reply>().WithMany().HasForeignKey(t => t.ReplyId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Reply>().WithMany().HasForeignKey(t => t.ReplyToId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class UndoableFollowingMapping : IEntityTypeConfiguration<UndoableFollowing>
{
    public void Configure(EntityTypeBuilder<UndoableFollowing> builder)
    {
        builder.ToTable("undoable_followings");
        builder.HasKey(f => new { f.MoveId, f.MemberId });
        builder.HasOne<UndoableMove>().WithMany().HasForeignKey(f => f.MoveId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(f => f.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => f.MemberId);
    }
}
