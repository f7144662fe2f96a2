using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Screening.Held;

/// <summary>Why a post was held, the last time that it was.</summary>
internal sealed class HeldReason : ICommunityOwned
{
    public const int MaxKind = 40, MaxReason = 1000;

    private HeldReason() { }

    public long CommunityId { get; private set; }
    public string PostKind { get; private set; } = "";
    public long PostId { get; private set; }
    public string Reason { get; private set; } = "";
    public DateTime At { get; private set; }

    public static HeldReason Of(long communityId, Thing post) =>
        new() { CommunityId = communityId, PostKind = post.Kind, PostId = post.Id };

    public void Say(string reason, DateTime at) => (Reason, At) = (reason.CutTo(MaxReason), at);
}

internal sealed class HeldReasonMapping : IEntityTypeConfiguration<HeldReason>
{
    public void Configure(EntityTypeBuilder<HeldReason> builder)
    {
        builder.ToTable("held_reasons");
        builder.HasKey(h => new { h.PostKind, h.PostId });
        builder.Property(h => h.PostKind).HasMaxLength(HeldReason.MaxKind);
        builder.Property(h => h.PostId).ValueGeneratedNever();
        builder.Property(h => h.Reason).HasMaxLength(HeldReason.MaxReason);
    }
}

/// <summary>Keeps what the screening said of a post that it held.</summary>
internal sealed class KeepHeldReason(AppDb db) : IHandle<PostHeld>
{
    public async Task HandleAsync(PostHeld happened, Envelope envelope, CancellationToken cancel)
    {
        if (happened.Reason.Length == 0)
            return;
        var row = await db.Set<HeldReason>().SingleOrDefaultAsync(h => h.PostKind == happened.Post.Kind && h.PostId == happened.Post.Id,
            cancel);
        if (row is null)
            db.Add(row = HeldReason.Of(envelope.CommunityId, happened.Post));
        row.Say(happened.Reason, envelope.At);
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Answers others about it.</summary>
internal sealed class ScreeningFindings(AppDb db, ICommunities communities) : IScreeningFindings
{
    public async Task<IReadOnlyDictionary<Thing, ScreeningFinding>> OfAsync(
        long communityId, IReadOnlyCollection<Thing> posts, CancellationToken cancel = default)
    {
        if (await communities.FindAsync(communityId, cancel) is not { } community)
            return new Dictionary<Thing, ScreeningFinding>();
        var ids = posts.Select(p => p.Id).Distinct().ToList();
        // Whoever asks may stand in no community, so it is named.
        var rows = await db.Set<HeldReason>().IgnoreQueryFilters().AsNoTracking()
            .Where(h => h.CommunityId == communityId && ids.Contains(h.PostId)).ToListAsync(cancel);
        return rows.Select(h => new ScreeningFinding(new Thing(h.PostKind, h.PostId), h.Reason,
            PathOf(community.Slug, h.PostKind, h.PostId), h.At))
            .Where(f => posts.Contains(f.Post)).ToDictionary(f => f.Post);
    }

    public static string PathOf(string community, string kind, long id) => $"/c/{community}/manage/screening/findings/{kind}/{id}";
}
