using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Activities.Drawing;

/// <summary>What can be won in a draw.</summary>
internal sealed class DrawPrize : ICommunityOwned
{
    public const int MaxName = 200, MostPrizes = 20, MostOfOne = 1000;

    private DrawPrize() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long DrawId { get; private set; }

    /// <summary>From 1: the first is drawn first.</summary>
    public int Position { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>How many of it, 1 or more.</summary>
    public int Count { get; private set; }

    public static DrawPrize Of(Draw draw, int position, PrizeText prize) => new()
    {
        CommunityId = draw.CommunityId,
        DrawId = draw.Id,
        Position = position,
        Name = prize.Name,
        Count = prize.Count,
    };
}

/// <summary>A member takes part in a draw. Its id stands for them in the list that everybody sees.</summary>
internal sealed class DrawEntry : ICommunityOwned
{
    private DrawEntry() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long DrawId { get; private set; }
    public long MemberId { get; private set; }
    public DateTime At { get; private set; }

    public static DrawEntry Of(Draw draw, long memberId, DateTime now) =>
        new() { CommunityId = draw.CommunityId, DrawId = draw.Id, MemberId = memberId, At = now };
}

/// <summary>An entry that has won.</summary>
internal sealed class DrawWinner : ICommunityOwned
{
    private DrawWinner() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long DrawId { get; private set; }

    /// <summary>From 0, in the order in which it was drawn.</summary>
    public int Place { get; private set; }

    /// <summary><see cref="DrawPrize.Position"/>.</summary>
    public int Prize { get; private set; }

    /// <summary>The entry's number, which stays although the entry may go.</summary>
    public long EntryId { get; private set; }

    public long MemberId { get; private set; }

    public static DrawWinner Of(Draw draw, int place, int prize, long entryId, long memberId) => new()
    {
        CommunityId = draw.CommunityId,
        DrawId = draw.Id,
        Place = place,
        Prize = prize,
        EntryId = entryId,
        MemberId = memberId,
    };
}

internal sealed class DrawPrizeMapping : IEntityTypeConfiguration<DrawPrize>
{
    public void Configure(EntityTypeBuilder<DrawPrize> builder)
    {
        builder.ToTable("draw_prizes", table => table.HasCheckConstraint("ck_draw_prizes_count", "count > 0"));
        builder.Property(p => p.Name).HasMaxLength(DrawPrize.MaxName);
        builder.HasOne<Draw>().WithMany().HasForeignKey(p => p.DrawId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(p => new { p.DrawId, p.Position }).IsUnique();
    }
}

internal sealed class DrawEntryMapping : IEntityTypeConfiguration<DrawEntry>
{
    public void Configure(EntityTypeBuilder<DrawEntry> builder)
    {
        builder.ToTable("draw_entries");
        builder.HasOne<Draw>().WithMany().HasForeignKey(e => e.DrawId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(e => e.MemberId).OnDelete(DeleteBehavior.Cascade);
        // One entry a member, from two devices at once too.
        builder.HasIndex(e => new { e.DrawId, e.MemberId }).IsUnique();
        builder.HasIndex(e => e.MemberId);
    }
}

internal sealed class DrawWinnerMapping : IEntityTypeConfiguration<DrawWinner>
{
    public void Configure(EntityTypeBuilder<DrawWinner> builder)
    {
        builder.ToTable("draw_winners");
        builder.HasOne<Draw>().WithMany().HasForeignKey(w => w.DrawId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(w => w.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(w => new { w.DrawId, w.Place }).IsUnique();
        builder.HasIndex(w => w.MemberId);
    }
}
