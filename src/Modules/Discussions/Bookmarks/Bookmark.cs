using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Bookmarks;

/// <summary>A member wants to find a thing again. A member's list spans communities.</summary>
internal sealed class Bookmark
{
    private Bookmark() { }

    public long Id { get; private set; }
    public long MemberId { get; private set; }
    public string ThingKind { get; private set; } = "";
    public long ThingId { get; private set; }
    public long OfCommunityId { get; private set; }
    public DateTime At { get; private set; }

    public Thing Thing => new(ThingKind, ThingId);

    public static Bookmark Of(long memberId, Thing thing, long communityId, DateTime now) =>
        new() { MemberId = memberId, ThingKind = thing.Kind, ThingId = thing.Id, OfCommunityId = communityId, At = now };
}

internal sealed class BookmarkMapping : IEntityTypeConfiguration<Bookmark>
{
    public void Configure(EntityTypeBuilder<Bookmark> builder)
    {
        builder.ToTable("bookmarks");
        builder.Property(b => b.ThingKind).HasMaxLength(Topic.MaxKind);
        builder.Ignore(b => b.Thing);
        builder.HasOne<Member>().WithMany().HasForeignKey(b => b.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(b => new { b.MemberId, b.ThingKind, b.ThingId }).IsUnique();
        builder.HasIndex(b => new { b.MemberId, b.Id });
    }
}
