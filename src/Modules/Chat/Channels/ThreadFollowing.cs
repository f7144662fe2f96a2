using Guildhall.Chat.Messages;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Chat.Channels;

/// <summary>
/// A member has said by hand whether they follow a thread. Who has not follows those that they began or wrote in.
/// </summary>
internal sealed class ThreadFollowing : ICommunityOwned
{
    private ThreadFollowing() { }

    /// <summary>The message that opened the thread.</summary>
    public long ThreadId { get; private set; }

    public long MemberId { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>Whether they want to hear of it; <c>false</c>: not even of what answers them without naming them.</summary>
    public bool Follows { get; private set; }

    public DateTime At { get; private set; }

    public static ThreadFollowing Of(Message root, long memberId) =>
        new() { ThreadId = root.Id, MemberId = memberId, CommunityId = root.CommunityId };

    public void Say(bool follows, DateTime now) => (Follows, At) = (follows, now);
}

internal sealed class ThreadFollowingMapping : IEntityTypeConfiguration<ThreadFollowing>
{
    public void Configure(EntityTypeBuilder<ThreadFollowing> builder)
    {
        builder.ToTable("thread_followings");
        builder.HasKey(f => new { f.ThreadId, f.MemberId });
        builder.HasOne<Message>().WithMany().HasForeignKey(f => f.ThreadId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(f => f.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => f.MemberId);
    }
}

/// <summary>Follows a thread or lets it go, by hand.</summary>
internal sealed class FollowThread(AppDb db, ChannelGate gate)
{
    /// <exception cref="Refused">404: no such message of a channel itself that the caller reads.</exception>
    public async Task RunAsync(long threadId, bool follows, CancellationToken cancel)
    {
        var root = await db.Set<Message>().AsNoTracking()
            .SingleOrDefaultAsync(m => m.Id == threadId && m.ThreadId == 0 && m.Number != null, cancel) ?? throw Refused.NotFound();
        await gate.RequireReadAsync(root.ChannelId, cancel);
        var me = gate.MemberId!.Value;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, me, cancel);
        var row = await db.Set<ThreadFollowing>().SingleOrDefaultAsync(f => f.ThreadId == threadId && f.MemberId == me, cancel);
        if (row is null)
            db.Add(row = ThreadFollowing.Of(root, me));
        row.Say(follows, gate.Now);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Whether a member follows a thread, by hand or because they began it or wrote in it.</summary>
    public async Task<bool> IsOnAsync(long threadId, long memberId, CancellationToken cancel) =>
        await db.Set<ThreadFollowing>().Where(f => f.ThreadId == threadId && f.MemberId == memberId)
            .Select(f => (bool?)f.Follows).SingleOrDefaultAsync(cancel)
        ?? await db.Set<Message>().AnyAsync(m => m.AuthorId == memberId && (m.Id == threadId || m.ThreadId == threadId), cancel);

    /// <summary>Those who follow a thread by hand and had read all of it before this message.</summary>
    public async Task<IReadOnlyList<long>> WaitingAsync(Message message, CancellationToken cancel) => message.Number is not { } number ? []
        : await db.Set<ThreadFollowing>()
            .Where(f => f.ThreadId == message.ThreadId && f.Follows && f.MemberId != message.AuthorId
                && !db.Set<ReadMark>().Any(r => r.ChannelId == message.ChannelId && r.ThreadId == message.ThreadId
                    && r.MemberId == f.MemberId && r.LastRead < number - 1))
            .OrderBy(f => f.MemberId).Select(f => f.MemberId).Take(MostTold).ToListAsync(cancel);

    /// <summary>Whether a member has let a thread go.</summary>
    public Task<bool> HasLetGoAsync(long threadId, long memberId, CancellationToken cancel) =>
        db.Set<ThreadFollowing>().AnyAsync(f => f.ThreadId == threadId && f.MemberId == memberId && !f.Follows, cancel);

    /// <summary>More stand in no row of the ledger.</summary>
    private const int MostTold = 500;
}
